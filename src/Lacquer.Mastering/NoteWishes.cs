using Lacquer.Mastering.Decision;
using Lacquer.Mastering.Decision.Notes;

namespace Lacquer.Mastering;

/// <summary>The notes of a request as they are read.</summary>
internal static class NoteWishes
{
    /// <summary>The notes that change something, in their order.</summary>
    /// <exception cref="PlanException">One asks for the version before, and there is none.</exception>
    public static NoteReading[] Of(MasteringRequest request)
    {
        NoteReading[] read = [.. request.Notes.Select(NoteReader.Read)];
        if (!request.HasGoneBack && Array.Find(read, note => note.GoesBack) is { } back)
        {
            throw new PlanException($"\"{back.Text.Trim()}\": there is no version before this one to go back to; lacquer revise goes back within a project.");
        }

        return [.. read.Where(note => !note.GoesBack || note.Moves.Count > 0 || !note.IsClear)];
    }
}
