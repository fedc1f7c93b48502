namespace Lacquer.Audio.Programs;

/// <summary>Finds the programs that Lacquer needs.</summary>
internal static class ExternalProgram
{
    /// <summary>Path of ffmpeg: <c>LACQUER_FFMPEG</c>, else from <c>PATH</c>.</summary>
    /// <exception cref="AudioFileException">Not installed.</exception>
    public static string Ffmpeg() => Find("ffmpeg", "LACQUER_FFMPEG", Environment.GetEnvironmentVariable);

    /// <summary>Path of ffprobe: <c>LACQUER_FFPROBE</c>, else from <c>PATH</c>.</summary>
    /// <exception cref="AudioFileException">Not installed.</exception>
    public static string Ffprobe() => Find("ffprobe", "LACQUER_FFPROBE", Environment.GetEnvironmentVariable);

    /// <summary>The fault for a program that is not there.</summary>
    public static AudioFileException Missing(string name, string variable, Exception? cause = null) =>
        new(
            AudioFault.ProgramMissing,
            $"{name} is needed for this format and was not found; install ffmpeg (apt install ffmpeg, brew install ffmpeg) or set {variable} to its path",
            cause);

    /// <summary>Path of a program: from a variable of its own, else from <c>PATH</c>.</summary>
    internal static string Find(string name, string variable, Func<string, string?> environment)
    {
        if (environment(variable) is { Length: > 0 } configured)
        {
            return File.Exists(configured)
                ? configured
                : throw new AudioFileException(
                    AudioFault.ProgramMissing, $"{variable} names {configured}, which does not exist; correct it or install ffmpeg");
        }

        string file = OperatingSystem.IsWindows() ? name + ".exe" : name;
        string path = environment("PATH") ?? "";
        foreach (string folder in path.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries))
        {
            string candidate = Path.Combine(folder, file);
            if (File.Exists(candidate))
            {
                return candidate;
            }
        }

        throw Missing(name, variable);
    }
}
