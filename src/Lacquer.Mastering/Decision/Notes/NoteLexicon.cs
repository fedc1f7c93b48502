using System.Text.Json;

namespace Lacquer.Mastering.Decision.Notes;

/// <summary>The words that notes are read with (NoteLexicon.json): from a phrase to its meaning.</summary>
internal sealed class NoteLexicon
{
    private static readonly Lazy<NoteLexicon> Loaded = new(() => new NoteLexicon());

    private readonly Dictionary<string, NoteWord> _phrases = new(StringComparer.Ordinal);
    private readonly Dictionary<NoteAspect, AspectEntry> _aspects = [];
    private readonly HashSet<string> _words = new(StringComparer.Ordinal);
    private readonly HashSet<string> _foreign = new(StringComparer.Ordinal);

    private NoteLexicon()
    {
        using JsonDocument document = EmbeddedData.Open("Notes.NoteLexicon.json");
        JsonElement root = document.RootElement;
        AddSections(root);
        AddAll(root, "degreeForAll", NoteWordKind.DegreeForAll);
        foreach (JsonProperty mark in root.GetProperty("marks").EnumerateObject())
        {
            AddAll(root.GetProperty("marks"), mark.Name, Enum.Parse<NoteWordKind>(mark.Name, ignoreCase: true));
        }

        AddPlaces(root);
        foreach (JsonElement aspect in root.GetProperty("aspects").EnumerateArray())
        {
            AddAspect(aspect);
        }

        AddMeasures(root);
        foreach (JsonElement vague in root.GetProperty("vague").EnumerateArray())
        {
            AddWords(vague, "words", new NoteWord { Kind = NoteWordKind.Vague, Text = vague.GetProperty("name").GetString()!, Choices = Strings(vague, "choices") });
        }

        AddAll(root, "fillers", NoteWordKind.Filler);
        _foreign.UnionWith(Strings(root, "foreign"));
        _foreign.ExceptWith(_words);
    }

    /// <summary>The lexicon of the product.</summary>
    public static NoteLexicon Default => Loaded.Value;

    /// <summary>Most words of a phrase.</summary>
    public int LongestPhrase { get; private set; } = 1;

    /// <summary>Every word that occurs in a phrase.</summary>
    public IReadOnlyCollection<string> Words => _words;

    /// <summary>The entry of an aspect; null for one without words of its own.</summary>
    public AspectEntry? Find(NoteAspect aspect) => _aspects.GetValueOrDefault(aspect);

    /// <summary>The meaning of a phrase in small letters without apostrophes and hyphens, or null.</summary>
    public NoteWord? Find(string phrase) => _phrases.GetValueOrDefault(phrase);

    /// <summary>Whether the word occurs in any phrase.</summary>
    public bool Knows(string word) => _words.Contains(word);

    /// <summary>Whether the word belongs to one of the languages that are answered with a no.</summary>
    public bool IsForeign(string word) => _foreign.Contains(word);

    private static string[] Strings(JsonElement element, string name) =>
        element.TryGetProperty(name, out JsonElement list) ? [.. list.EnumerateArray().Select(entry => entry.GetString()!)] : [];

    private void AddAspect(JsonElement element)
    {
        string name = element.GetProperty("name").GetString()!;
        var entry = new AspectEntry
        {
            Aspect = Enum.Parse<NoteAspect>(name, ignoreCase: true),
            IsFault = element.TryGetProperty("isFault", out JsonElement fault) && fault.GetBoolean(),
            FromHz = element.TryGetProperty("fromHz", out JsonElement from) ? from.GetDouble() : 0,
            ToHz = element.TryGetProperty("toHz", out JsonElement to) ? to.GetDouble() : 0,
            Db = element.GetProperty("db").GetDouble(),
            Noun = element.GetProperty("noun").GetString()!,
            More = element.GetProperty("more").GetString()!,
            Less = element.GetProperty("less").GetString()!,
        };
        _aspects[entry.Aspect] = entry;
        var noun = new NoteWord { Kind = NoteWordKind.Noun, Aspect = entry, IsFault = entry.IsFault };
        AddWords(element, "moreActs", noun with { Kind = NoteWordKind.Act, Sign = 1, IsFault = false });
        AddWords(element, "lessActs", noun with { Kind = NoteWordKind.Act, Sign = -1, IsFault = false });
        AddWords(element, "nouns", noun);
        AddWords(element, "inverseNouns", noun with { Sign = -1 });
        AddWords(element, "comparatives", noun with { Kind = NoteWordKind.Quality, Compares = true });
        AddAdjectives(element, "highs", noun with { Kind = NoteWordKind.Quality });
        AddAdjectives(element, "highFaults", noun with { Kind = NoteWordKind.Quality, IsFault = true });
        AddAdjectives(element, "lows", noun with { Kind = NoteWordKind.Quality, Sign = -1, IsFault = false });
        AddAdjectives(element, "lowFaults", noun with { Kind = NoteWordKind.Quality, Sign = -1, IsFault = true });
    }

    /// <summary>Adjectives with what follows from them. A fault that is compared is still a complaint where the aspect is one.</summary>
    private void AddAdjectives(JsonElement element, string name, NoteWord meaning)
    {
        foreach (string adjective in Strings(element, name))
        {
            Add(adjective, meaning);
            if (!adjective.Contains(' ', StringComparison.Ordinal))
            {
                Add(Inflection.Comparative(adjective), meaning with { Compares = true, IsFault = meaning.Aspect!.IsFault && meaning.Sign > 0 });
                Add(Inflection.Ness(adjective), meaning with { Kind = NoteWordKind.Noun, IsFault = meaning.IsFault && meaning.Sign > 0 });
            }
        }
    }

    private void AddSections(JsonElement root)
    {
        foreach (JsonProperty section in root.GetProperty("sections").EnumerateObject())
        {
            var where = new NoteSection { Kind = Enum.Parse<NoteSectionKind>(section.Name, ignoreCase: true) };
            AddAll(root.GetProperty("sections"), section.Name, NoteWordKind.Section, word => word with { Section = where });
        }

        foreach (JsonProperty ordinal in root.GetProperty("ordinals").EnumerateObject())
        {
            Add(ordinal.Name, new NoteWord { Kind = NoteWordKind.Ordinal, Value = ordinal.Value.GetInt32() });
        }
    }

    private void AddPlaces(JsonElement root)
    {
        foreach (JsonProperty target in root.GetProperty("targets").EnumerateObject())
        {
            AddAll(root.GetProperty("targets"), target.Name, NoteWordKind.Target, word => word with { Text = target.Name });
        }

        foreach (JsonElement instrument in root.GetProperty("instruments").EnumerateArray())
        {
            AddWords(instrument, "words", new NoteWord
            {
                Kind = NoteWordKind.Instrument,
                Text = instrument.GetProperty("name").GetString()!,
                Choices = [instrument.GetProperty("up").GetString()!, instrument.GetProperty("down").GetString()!],
                Why = instrument.GetProperty("what").GetString()!,
            });
        }

        foreach (JsonElement effect in root.GetProperty("effects").EnumerateArray())
        {
            AddWords(effect, "words", new NoteWord
            {
                Kind = NoteWordKind.Effect,
                Text = effect.GetProperty("name").GetString()!,
                Choices = Strings(effect, "nearest"),
                Why = effect.GetProperty("why").GetString()!,
            });
        }
    }

    private void AddMeasures(JsonElement root)
    {
        JsonElement directions = root.GetProperty("directions");
        foreach (JsonProperty direction in directions.EnumerateObject())
        {
            AddAll(directions, direction.Name, Enum.Parse<NoteWordKind>(direction.Name, ignoreCase: true));
        }

        foreach (JsonElement degree in root.GetProperty("degrees").EnumerateArray())
        {
            AddWords(degree, "words", new NoteWord { Kind = NoteWordKind.Degree, Value = degree.GetProperty("value").GetDouble() });
        }

        foreach (JsonProperty number in root.GetProperty("numbers").EnumerateObject())
        {
            Add(number.Name, new NoteWord { Kind = NoteWordKind.Number, Value = number.Value.GetDouble() });
        }

        foreach (DeliveryTarget target in DeliveryTargets.All.Where(target => target.LoudnessLufs is not null))
        {
            Add(target.Name, new NoteWord { Kind = NoteWordKind.Platform, Value = target.LoudnessLufs!.Value });
        }

        Add("and", new NoteWord { Kind = NoteWordKind.And });
        Add("plus", new NoteWord { Kind = NoteWordKind.And });
        AddAll(root, "breaks", NoteWordKind.Break);
    }

    private void AddAll(JsonElement element, string name, NoteWordKind kind, Func<NoteWord, NoteWord>? more = null)
    {
        foreach (string phrase in Strings(element, name))
        {
            var word = new NoteWord { Kind = kind, Text = phrase };
            Add(phrase, more is null ? word : more(word));
        }
    }

    private void AddWords(JsonElement element, string name, NoteWord meaning)
    {
        foreach (string phrase in Strings(element, name))
        {
            Add(phrase, meaning);
        }
    }

    /// <summary>The first meaning of a phrase holds.</summary>
    private void Add(string phrase, NoteWord meaning)
    {
        _phrases.TryAdd(phrase, meaning.Text.Length > 0 ? meaning : meaning with { Text = phrase });
        string[] words = phrase.Split(' ');
        _words.UnionWith(words);
        LongestPhrase = Math.Max(LongestPhrase, words.Length);
    }
}
