using Lacquer.Audio;

namespace Lacquer.Cli;

/// <summary>The right to add a revision to a project. Whoever has it works alone; the others wait, so that each of them becomes a revision.</summary>
internal sealed class Turn : IDisposable
{
    private const int LookEveryMs = 200;

    private readonly FileStream _mark;

    private Turn(FileStream mark) => _mark = mark;

    /// <summary>Waits for it, and says so when it has to.</summary>
    /// <param name="project">The project's file; it need not exist yet.</param>
    /// <param name="cancel">Stops waiting.</param>
    /// <exception cref="AudioFileException">The project's folder cannot be written, so that no revision could be kept.</exception>
    public static Turn Take(string project, CancellationToken cancel)
    {
        string mark = MarkOf(project);
        bool isTold = false;
        while (true)
        {
            try
            {
                // Held by the system: it is free again even when its owner was killed.
                return new Turn(new FileStream(mark, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 1, FileOptions.DeleteOnClose));
            }
            catch (IOException e) when (e.GetType() == typeof(IOException) && File.Exists(mark))
            {
                if (!isTold)
                {
                    Console.Error.WriteLine($"lacquer: another revision of {project} is being made; this one waits for its turn");
                    isTold = true;
                }

                cancel.WaitHandle.WaitOne(LookEveryMs);
                cancel.ThrowIfCancellationRequested();
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw new AudioFileException(AudioFault.Unwritable, $"{project}: no revision can be kept there, because its folder may not be written; copy the project to a folder of your own.", e);
            }
        }
    }

    public void Dispose() => _mark.Dispose();

    /// <summary>A hidden file beside the project, there only while a revision is being made.</summary>
    private static string MarkOf(string project)
    {
        string full = Path.GetFullPath(project);
        string real = File.Exists(full) ? File.ResolveLinkTarget(full, returnFinalTarget: true)?.FullName ?? full : full;
        return Path.Combine(Path.GetDirectoryName(real) ?? "", $".{Path.GetFileName(real)}.turn");
    }
}
