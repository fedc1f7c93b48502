namespace Lacquer.Mastering.Networks;

/// <summary>Where the trained models are: beside the program, or in the folder that LACQUER_MODEL names.</summary>
public static class ModelFolder
{
    /// <summary>The environment variable that names another folder.</summary>
    public const string Variable = "LACQUER_MODEL";

    private const string BesideTheProgram = "model";

    /// <summary>The folder that is looked into.</summary>
    public static string Current =>
        Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } named ? named : Path.Combine(AppContext.BaseDirectory, BesideTheProgram);

    /// <summary>Path of a model.</summary>
    /// <param name="fileName">Name with extension, such as <c>style.safetensors</c>.</param>
    public static string File(string fileName) => Path.Combine(Current, fileName);
}
