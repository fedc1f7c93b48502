using System.Text.Json.Nodes;
using Lacquer.Mastering.Decision;
using Lacquer.Mastering.Decision.Notes;

namespace Lacquer.Mastering.Reporting;

/// <summary>Notes in the names of the contract.</summary>
public static class NoteJson
{
    /// <summary>A note that was followed: its text, what it was read as, what it changed.</summary>
    public static JsonNode Write(AppliedNote note) => new JsonObject
    {
        ["text"] = note.Text,
        ["moves"] = new JsonArray([.. note.Moves.Select(Write)]),
        ["changes"] = new JsonArray([.. note.Changes.Select(Write)]),
    };

    /// <summary>One wish.</summary>
    public static JsonNode Write(NoteMove move) => new JsonObject
    {
        ["aspect"] = Camel(move.Aspect.ToString()),
        ["direction"] = Camel(move.Direction.ToString()),
        ["degree"] = move.Degree,
        ["amount"] = move.Amount,
        ["fromHz"] = move.FromHz,
        ["toHz"] = move.ToHz,
        ["target"] = Camel(move.Target.ToString()),
        ["section"] = move.Section?.Phrase,
        ["phrase"] = move.Phrase,
    };

    /// <summary>One changed value.</summary>
    public static JsonNode Write(PlanChange change) => new JsonObject
    {
        ["stage"] = change.Stage,
        ["parameter"] = change.Parameter,
        ["before"] = change.Before,
        ["after"] = change.After,
        ["fromSeconds"] = change.FromSeconds,
        ["toSeconds"] = change.ToSeconds,
    };

    private static string Camel(string name) => char.ToLowerInvariant(name[0]) + name[1..];
}
