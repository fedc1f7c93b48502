namespace Lacquer.Mastering.Decision.Notes;

/// <summary>Words the questions and refusals, each with choices that can be followed as they stand.</summary>
internal static class NoteAnswers
{
    private static readonly string[] Examples = ["warmer", "less harsh", "more punch", "louder"];

    public static NoteQuestion Direction(AspectEntry entry, string phrase, NoteSection? where) => new()
    {
        Code = "direction",
        Subject = Name(entry.Aspect),
        Text = $"\"{phrase}\" does not say which way.",
        Choices = At(where, entry.More, entry.Less),
        Section = where,
    };

    public static NoteQuestion Vague(NoteWord word, NoteSection? where) => new()
    {
        Code = "vague",
        Subject = word.Text,
        Text = $"\"{word.Text}\" can mean several things.",
        Choices = At(where, [.. word.Choices]),
        Section = where,
    };

    /// <summary>More of something that nobody asks a mastering engineer for, or that has no measure.</summary>
    public static NoteQuestion Vague(AspectEntry entry, string phrase, NoteSection? where, params string[] choices) => new()
    {
        Code = "vague",
        Subject = Name(entry.Aspect),
        Text = $"\"{phrase}\" can mean several things.",
        Choices = At(where, choices),
        Section = where,
    };

    public static NoteQuestion What(string phrase, string subject, NoteSection? where, params string[] choices) => new()
    {
        Code = "what",
        Subject = subject.Length > 0 ? subject : phrase,
        Text = $"\"{phrase}\" does not say what is to change.",
        Choices = At(where, choices.Length > 0 ? choices : Examples),
        Section = where is { } && subject.Length > 0 && choices.Length > 0 ? where : null,
    };

    public static NoteQuestion Unknown(string words) => new()
    {
        Code = "unknown",
        Subject = words,
        Text = $"\"{words}\" is not understood.",
        Choices = Examples,
    };

    public static NoteQuestion Amount(AspectEntry entry, string phrase, int sign, NoteSection? where)
    {
        string way = sign < 0 ? entry.Less : entry.More;
        return new NoteQuestion
        {
            Code = "amount",
            Subject = Name(entry.Aspect),
            Text = $"\"{phrase}\": a share of {entry.Noun} has no measure.",
            Choices = At(where, $"a touch {way}", way, $"much {way}"),
            Section = where,
        };
    }

    public static NoteQuestion Contradiction(AspectEntry? entry, NoteAspect aspect, bool keeps, NoteSection? where)
    {
        string noun = entry?.Noun ?? "of the same range";
        return new NoteQuestion
        {
            Code = "contradiction",
            Subject = Name(aspect),
            Text = keeps ? $"the note wants to change the {noun} and to leave it alone." : $"the note wants more {noun} and less.",
            Choices = entry is null ? Examples : At(where, entry.More, entry.Less),
            Section = where,
        };
    }

    public static NoteQuestion Empty() => new() { Code = "empty", Subject = "", Text = "the note says nothing.", Choices = Examples };

    public static NoteRefusal Instrument(NoteWord instrument, NoteSection? where, IEnumerable<string> choices) => new()
    {
        Code = "instrument",
        Subject = instrument.Text,
        Text = $"{instrument.Text} alone cannot be changed, the mix is one stereo file; {instrument.Why}.",
        Choices = At(where, [.. choices]),
        Section = where,
    };

    /// <summary>A voice or instrument that is to be gone, or to be heard alone.</summary>
    public static NoteRefusal Unmixed(string name, bool alone, NoteSection? where, string choice) => new()
    {
        Code = "instrument",
        Subject = name,
        Text = $"{name} cannot be {(alone ? "heard alone" : "taken out")}, the mix is one stereo file; that needs the tracks of the mix.",
        Choices = At(where, choice),
        Section = where,
    };

    /// <summary>Undo a part: versions are whole.</summary>
    public static NoteQuestion UndoPart(string phrase, NoteSection? where, params string[] choices) => new()
    {
        Code = "undo",
        Subject = "",
        Text = $"\"{phrase}\": only the whole last change can be undone; else say what to change now.",
        Choices = At(where, [.. choices.Distinct()]),
        Section = where,
    };

    public static NoteRefusal VoiceAlone(string what, NoteSection? where, params string[] choices) => new()
    {
        Code = "instrument",
        Subject = "vocals",
        Text = $"the voice alone cannot get {what}, the mix is one stereo file.",
        Choices = At(where, choices),
        Section = where,
    };

    public static NoteRefusal Effect(NoteWord effect) => new()
    {
        Code = "effect",
        Subject = effect.Text,
        Text = $"{effect.Text} is nothing that mastering changes: {effect.Why}.",
        Choices = effect.Choices,
    };

    public static NoteRefusal WideBass(AspectEntry bass, NoteSection? where) => new()
    {
        Code = "wideBass",
        Subject = Name(bass.Aspect),
        Text = "nothing is widened below 120 Hz, it would weaken in mono.",
        Choices = At(where, "wider", "more low end"),
        Section = where,
    };

    public static NoteRefusal HighPass(double hz) => new()
    {
        Code = "highPass",
        Subject = Words.Frequency(hz),
        Text = "a high-pass reaches from 10 to 60 Hz here, above that it would take music away.",
        Choices = hz > 60 ? ["high pass at 40 Hz", $"3 dB less below {hz:0} Hz"] : ["high pass at 20 Hz"],
    };

    public static NoteRefusal TooMuch(double db, double mostDb, string instead, NoteSection? where) => new()
    {
        Code = "tooMuch",
        Subject = $"{db:0.#} dB",
        Text = $"a note moves at most {mostDb:0} dB; beyond that it is a matter of the mix, or of --set.",
        Choices = At(where, $"{mostDb:0} dB {instead}"),
        Section = where,
    };

    public static NoteRefusal OutOfRange(string value, string what, params string[] choices) => new()
    {
        Code = "range",
        Subject = value,
        Text = $"{value} is not possible: {what}.",
        Choices = choices,
    };

    public static NoteRefusal Times(string times) => new()
    {
        Code = "times",
        Subject = times,
        Text = $"\"{times}\" is no stretch of time: it has to end after its start.",
        Choices = [],
    };

    public static NoteRefusal Language() => new()
    {
        Code = "language",
        Subject = "",
        Text = "sorry, notes are understood in English only so far.",
        Choices = Examples,
    };

    public static NoteRefusal Markup() => new()
    {
        Code = "markup",
        Subject = "",
        Text = "the note holds markup; plain words will do.",
        Choices = Examples,
    };

    public static NoteRefusal TooLong(int most) => new()
    {
        Code = "tooLong",
        Subject = "",
        Text = $"the note is longer than {most} characters; name the main wishes.",
        Choices = Examples,
    };

    /// <summary>An aspect as JSON and questions name it.</summary>
    public static string Name(NoteAspect aspect)
    {
        string name = aspect.ToString();
        return char.ToLowerInvariant(name[0]) + name[1..];
    }

    /// <summary>Choices with the stretch that was named.</summary>
    private static string[] At(NoteSection? where, params string[] choices) =>
        where is null ? choices : Array.ConvertAll(choices, choice => $"{choice} {where.Phrase}");
}
