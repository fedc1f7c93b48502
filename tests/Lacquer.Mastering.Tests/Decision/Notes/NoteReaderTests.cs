using System.Globalization;
using System.Text.Json;
using Lacquer.Mastering.Decision.Notes;

namespace Lacquer.Mastering.Tests.Decision.Notes;

/// <summary>Notes are read as musicians mean them (phrases.json was written before the grammar).</summary>
public sealed class NoteReaderTests
{
    /// <summary>Every phrase with what it must mean.</summary>
    public static TheoryData<string, string> Phrases
    {
        get
        {
            using var document = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Decision", "Notes", "phrases.json")));
            var phrases = new TheoryData<string, string>();
            foreach (JsonElement pair in document.RootElement.EnumerateArray())
            {
                phrases.Add(pair[0].GetString()!, pair[1].GetString()!);
            }

            return phrases;
        }
    }

    [Theory]
    [MemberData(nameof(Phrases))]
    public void A_phrase_means_what_a_musician_means_by_it(string phrase, string expected)
    {
        NoteReading reading = NoteReader.Read(phrase);
        Assert.Equal(Sorted(expected.Split(" ; ")), Describe(reading));
        Assert.Equal(expected.Split(" ; ").All(item => item[0] is not ('?' or '!')), reading.IsClear);
    }

    [Theory]
    [MemberData(nameof(Phrases))]
    public void Every_choice_is_a_note_that_can_be_followed_as_it_stands(string phrase, string expected)
    {
        NoteReading reading = NoteReader.Read(phrase);
        string[] choices = [.. reading.Questions.SelectMany(question => question.Choices), .. reading.Refusals.SelectMany(refusal => refusal.Choices)];
        Assert.All(choices, choice => Assert.True(NoteReader.Read(choice) is { IsClear: true, Moves.Count: > 0 }, $"{choice}: {NoteReader.Read(choice).Objection}"));
        bool blocked = expected.Contains('?', StringComparison.Ordinal) || expected.Contains('!', StringComparison.Ordinal);
        Assert.True(!blocked || choices.Length > 0 || expected.Contains("!times", StringComparison.Ordinal), "nothing is offered");
        Assert.DoesNotContain('\n', reading.Objection);
    }

    [Fact]
    public void There_are_phrases_enough()
    {
        Assert.True(Phrases.Count >= 220);
    }

    [Fact]
    public void A_very_long_note_is_refused_and_a_long_one_is_read()
    {
        Assert.Equal("tooLong", Assert.Single(NoteReader.Read(new string('a', NoteReader.MostCharacters + 1)).Refusals).Code);
        string wordy = "Hello there, and thank you so much for the last version. " + string.Concat(Enumerable.Repeat("I think that maybe we could have it a bit louder please. ", 10));
        Assert.Equal(["+loudness 0.6"], Describe(NoteReader.Read(wordy)));
    }

    [Fact]
    public void Random_words_of_the_lexicon_never_break_the_reader()
    {
        string[] words = [.. NoteLexicon.Default.Words.Order(StringComparer.Ordinal), ",", "and", "but", "2 dB", "3k", "1:20", "-14 LUFS", "-", "+", "from", "to"];
        var random = new Random(5);
        for (int i = 0; i < 5_000; i++)
        {
            string note = string.Join(' ', Enumerable.Range(0, random.Next(1, 12)).Select(_ => words[random.Next(words.Length)]));
            NoteReading reading = NoteReader.Read(note);
            Assert.True(reading.Moves.Count + reading.Questions.Count + reading.Refusals.Count > 0 || reading.GoesBack, note);
            string[] choices = [.. reading.Questions.SelectMany(question => question.Choices), .. reading.Refusals.SelectMany(refusal => refusal.Choices)];
            Assert.All(choices, choice => Assert.True(NoteReader.Read(choice).IsClear, $"{note}: {choice}"));
        }
    }

    [Fact]
    public void Corrected_words_are_named()
    {
        Assert.Equal(["wamer → warmer"], NoteReader.Read("wamer").Corrections);
    }

    [Theory]
    [InlineData("brighter, but the cymbals hurt", "brighter, less harsh")]
    [InlineData("warmer, turn the snare up", "warmer, more presence")]
    public void What_is_offered_keeps_the_rest_of_the_note(string note, string choice) =>
        Assert.Equal([choice], Assert.Single(NoteReader.Read(note).Refusals).Choices);

    [Fact]
    public void An_objection_is_one_line_with_its_choices()
    {
        string objection = NoteReader.Read("turn the snare up in the chorus").Objection;
        Assert.Contains("snare alone cannot be changed", objection, StringComparison.Ordinal);
        Assert.Contains("\"more presence in the chorus\"", objection, StringComparison.Ordinal);
    }

    /// <summary>A reading in the notation of phrases.json, sorted.</summary>
    internal static string[] Describe(NoteReading reading) => Sorted(
    [
        .. reading.GoesBack ? (string[])["^"] : [],
        .. reading.Moves.Select(Describe),
        .. reading.Questions.Select(question => $"?{question.Code}{Subject(question.Subject)}{Where(question.Section)}"),
        .. reading.Refusals.Select(refusal => $"!{refusal.Code}{Subject(refusal.Subject)}{Where(refusal.Section)}"),
    ]);

    private static string[] Sorted(IEnumerable<string> items) => [.. items.Order(StringComparer.Ordinal)];

    private static string Subject(string subject) => subject.Length == 0 ? "" : $":{subject}";

    private static string Describe(NoteMove move)
    {
        string sign = move.Direction switch { NoteDirection.More => "+", NoteDirection.Less => "-", NoteDirection.Keep => "=", _ => ":" };
        string amount = move.Amount is { } value ? move.Direction == NoteDirection.Set ? $" {Number(value)}" : $" {Number(value)}dB" : move.Degree == 1 ? "" : $" {Number(move.Degree)}";
        string range = move.FromHz is not { } low ? "" : move.FromHz == move.ToHz ? $" {Number(low)}Hz" : $" {Number(low)}-{Number(move.ToHz!.Value)}Hz";
        string target = move.Target == NoteTarget.Whole ? "" : $" of {Name(move.Target.ToString())}";
        return sign + Name(move.Aspect.ToString()) + amount + range + target + Where(move.Section);
    }

    private static string Where(NoteSection? section) => section switch
    {
        null => "",
        { Kind: NoteSectionKind.At, FromSeconds: { } moment } => $" @at{Number(moment)}",
        { Kind: NoteSectionKind.Times, FromSeconds: < 0 and { } before } => $" @last{Number(-before)}",
        { Kind: NoteSectionKind.Times, FromSeconds: null, ToSeconds: { } until } => $" @..{Number(until)}",
        { Kind: NoteSectionKind.Times } => $" @{Number(section.FromSeconds ?? 0)}..{(section.ToSeconds is { } to ? Number(to) : "")}",
        _ => $" @{Name(section.Kind.ToString())}{(section.Ordinal is { } ordinal ? $"#{ordinal}" : "")}",
    };

    private static string Name(string name) => char.ToLowerInvariant(name[0]) + name[1..];

    private static string Number(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);
}
