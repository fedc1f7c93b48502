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

    /// <summary>What differs between two plans.</summary>
    public static JsonObject Write(PlanDiff diff) => new()
    {
        ["changes"] = new JsonArray([.. diff.Changes.Select(Write)]),
        ["reasons"] = new JsonArray([.. diff.Reasons.Select(reason => (JsonNode)new JsonObject { ["stage"] = reason.Stage, ["text"] = reason.Reason })]),
    };

    /// <summary>What a note says: its moves, or what must be asked or refused first.</summary>
    public static JsonObject Write(NoteReading reading) => new()
    {
        ["text"] = reading.Text,
        ["clear"] = reading.IsClear,
        ["moves"] = new JsonArray([.. reading.Moves.Select(Write)]),
        ["questions"] = new JsonArray([.. reading.Questions.Select(question => (JsonNode)Objection(question.Text, question.Choices))]),
        ["refusals"] = new JsonArray([.. reading.Refusals.Select(refusal => (JsonNode)Objection(refusal.Text, refusal.Choices))]),
        ["corrections"] = new JsonArray([.. reading.Corrections.Select(word => (JsonNode)word)]),
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

    private static JsonObject Objection(string text, IReadOnlyList<string> choices) => new()
    {
        ["text"] = text,
        ["choices"] = new JsonArray([.. choices.Select(choice => (JsonNode)choice)]),
    };

    private static string Camel(string name) => char.ToLowerInvariant(name[0]) + name[1..];
}
