namespace Lacquer.Architecture.Tests;

/// <summary>Finds the checkout that the tests were built from.</summary>
internal static class SolutionRoot
{
    public static string Path { get; } = Find();

    private static string Find()
    {
        string? folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(System.IO.Path.Combine(folder, "Lacquer.slnx")))
        {
            folder = System.IO.Path.GetDirectoryName(folder);
        }

        return folder ?? throw new InvalidOperationException("Lacquer.slnx is not above the test's folder.");
    }
}
