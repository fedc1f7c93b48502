using System.Text.Json.Nodes;
using Lacquer.Dsp;
using Lacquer.Mastering.Analysis;
using Lacquer.Mastering.Tests.Analysis;

namespace Lacquer.Mastering.Tests.CommandLine;

/// <summary>Notes on real mixes, measured on the masters: each moves what it names by what it says, and nothing else by more than half a decibel.</summary>
public sealed class NoteSoundTests(Excerpts excerpts) : IDisposable
{
    private const double ElsewhereDb = 0.5;  // the promise
    private const double AmountDb = 0.4;     // of third octaves against the curve: limiter and harmonics take a little back
    private const double LoudnessLu = 0.2;   // the target is hit within 0.1 LU on either side
    private const double RangeLu = 0.5;
    private const double LowestHz = 30;      // below, what a limiter's own movement leaves is no music
    private const double StretchDb = -50;    // under the strongest: in eight seconds, what lies lower is a matter of single notes
    private const double AudibleDb = -70;    // bands further below the strongest have no say

    private readonly Workshop _workshop = new();

    /// <summary>Two excerpts and notes about tone: range in Hz and change in dB.</summary>
    public static TheoryData<int, string, double, double, double> Tones
    {
        get
        {
            var tones = new TheoryData<int, string, double, double, double>();
            foreach (int number in Excerpts.Numbers.Select(row => row.Data).Take(2))
            {
                tones.Add(number, "warmer", 100, 400, 2);
                tones.Add(number, "a touch less harsh", 2_500, 6_000, -1.2);
                tones.Add(number, "more air", 10_000, 20_000, 2);
                tones.Add(number, "2 dB less bass", 45, 110, -2);
                tones.Add(number, "+2 dB at 1 kHz", 1_000, 1_000, 2);
            }

            return tones;
        }
    }

    public void Dispose() => _workshop.Dispose();

    [Theory]
    [MemberData(nameof(Tones))]
    public void Tone_moves_where_it_is_named(int number, string note, double lowHz, double highHz, double db)
    {
        (JsonObject before, JsonObject after) = Follow(number, note);
        (double[] change, double[] centres) = Tone(before, after);
        double[] away = [.. change.Where((value, b) => double.IsFinite(value) && (centres[b] < lowHz / 2.1 || centres[b] > highHz * 2.1))];
        double[] inside = [.. change.Where((value, b) => double.IsFinite(value) && centres[b] >= lowHz * 0.95 && centres[b] <= highHz * 1.05)];
        double level = away.Order().ElementAt(away.Length / 2);
        Assert.Equal(db, inside.Average() - level, AmountDb);
        Assert.All(away, value => Assert.InRange(value - level, -ElsewhereDb, ElsewhereDb));
        Same(before, after);
    }

    [Theory]
    [InlineData(0, "wider", 1.5)]
    [InlineData(1, "narrower", -1.5)]
    public void Width_moves_the_sides_and_not_the_tone(int number, string note, double db)
    {
        (JsonObject before, JsonObject after) = Follow(number, note);
        double Side(JsonObject report) => (double)report["result"]!["stereo"]!["sideToMidDb"]!;
        // Below 120 Hz nothing is widened, and a widening that would cost too much in mono is held back.
        Assert.InRange((Side(after) - Side(before)) / db, 0.3, 1.1);
        Unmoved(before, after);
        Assert.Equal(Report.Loudness(before), Report.Loudness(after), LoudnessLu);
    }

    [Theory]
    [InlineData("more low end", 45, 110, 2)]
    [InlineData("vocals forward", 1_200, 4_000, 1.5)]
    [InlineData("more punch", 0, 0, 0)]
    [InlineData("louder", 0, 0, 0)]
    public void Compressor_and_limiter_at_work_take_nothing_of_a_note_and_move_nothing_else(string note, double lowHz, double highHz, double db)
    {
        // The liveliest mix, loud: every stage behind the equaliser answers to what the note changes.
        (JsonObject before, JsonObject after) = Follow(Excerpts.Numbers.Count - 1, note, "--intensity high --compression 4");
        (double[] change, double[] centres) = Tone(before, after);
        double[] away = [.. change.Where((value, b) => double.IsFinite(value) && centres[b] >= LowestHz && (db == 0 || centres[b] < lowHz / 2.1 || centres[b] > highHz * 2.1))];
        double level = away.Order().ElementAt(away.Length / 2);
        Assert.All(away, value => Assert.InRange(value - level, -ElsewhereDb, ElsewhereDb));
        if (db != 0)
        {
            // In mid: a voice is brought forward there and not at the sides. Both levels are relative to the whole of their file, as those above.
            double[] old = Mid("before.wav");
            double[] now = Mid("after.wav");
            double[] inside = [.. Enumerable.Range(0, centres.Length).Where(b => centres[b] >= lowHz * 0.95 && centres[b] <= highHz * 1.05).Select(b => now[b] - old[b])];
            Assert.Equal(db, inside.Average() - level, AmountDb);
        }
    }

    [Theory]
    [InlineData(0, "1 dB quieter", -1)]
    [InlineData(1, "quieter", -1.5)]
    [InlineData(1, "-16 LUFS", double.NaN)]
    public void Loudness_moves_and_not_the_tone(int number, string note, double lu)
    {
        (JsonObject before, JsonObject after) = Follow(number, note);
        Assert.Equal(double.IsNaN(lu) ? -16 : Report.Loudness(before) + lu, Report.Loudness(after), LoudnessLu);
        Unmoved(before, after);
    }

    [Theory]
    [InlineData(0, "low")]
    [InlineData(1, "low")]
    [InlineData(0, "high")]
    public void A_stretch_becomes_quieter_and_the_rest_stays(int number, string intensity)
    {
        // Not asked for by number, which would have to be met by the rest.
        Follow(number, "quieter from 0:06 to 0:13", "--intensity " + intensity);
        AudioBuffer old = SoundFile.Read(_workshop.File("before.wav"), out int rateHz);
        AudioBuffer now = SoundFile.Read(_workshop.File("after.wav"));
        Assert.Equal(-1.5, LevelDb(now, rateHz, 6.5, 12.5) - LevelDb(old, rateHz, 6.5, 12.5), ElsewhereDb);
        Assert.Equal(0, LevelDb(now, rateHz, 0, 5.5) - LevelDb(old, rateHz, 0, 5.5), ElsewhereDb);
        Assert.Equal(0, LevelDb(now, rateHz, 13.5, 19.5) - LevelDb(old, rateHz, 13.5, 19.5), ElsewhereDb);
    }

    [Theory]
    [InlineData(0, "+3 dB at 1 kHz from 0:06 to 0:14", 1_000, 1_000, 3)]
    [InlineData(2, "+3 dB at 1 kHz from 0:06 to 0:14", 1_000, 1_000, 3)]
    [InlineData(1, "less bass from 0:06 to 0:14", 45, 110, -2)]
    public void A_stretch_gets_what_it_names_wherever_sections_begin(int number, string note, double lowHz, double highHz, double db)
    {
        Follow(number, note, "--intensity high");
        Moved(6.5, 13.5, lowHz, highHz, db);
        Moved(0, 5.5, lowHz, highHz, 0);
        Moved(14.5, 19.5, lowHz, highHz, 0);
    }

    [Fact]
    public void A_passage_with_a_balance_of_its_own_takes_a_note_like_the_rest()
    {
        string plan = _workshop.File("plan.json");
        Follow(0, "brighter");
        JsonNode written = JsonNode.Parse(File.ReadAllText(plan))!;
        written["overrides"] = new JsonArray(((string[])["mid5600Hz", "mid8000Hz", "mid11200Hz"]).Select(knot => (JsonNode)new JsonObject
        {
            ["stage"] = "equalizer",
            ["parameter"] = knot,
            ["value"] = 3,
            ["fromSeconds"] = 6,
            ["toSeconds"] = 14,
            ["fadeSeconds"] = 4,
            ["byJudge"] = true,
        }).ToArray());
        File.WriteAllText(plan, written.ToJsonString());
        Terminal.Run("master", excerpts[0], "-o", _workshop.File("before.wav"), "--plan", plan, "--force").Done();
        JsonObject after = Terminal.Run("master", excerpts[0], "-o", _workshop.File("after.wav"), "--plan", plan, "--note", "much brighter", "--force", "--json", "-").Done().Only;
        Assert.All(after["plan"]!["overrides"]!.AsArray(), stretch => Assert.Equal(4, (double)stretch!["fadeSeconds"]!)); // as slow as before
        Moved(8, 12, 4_500, 20_000, 3.5);
        Moved(0, 4, 4_500, 20_000, 3.5);
    }

    /// <summary>The range moved by so much against the bands an octave away and more, and none of those by more than is promised.</summary>
    private void Moved(double from, double to, double lowHz, double highHz, double db)
    {
        AudioBuffer old = SoundFile.Read(_workshop.File("before.wav"), out int rateHz);
        AudioBuffer now = SoundFile.Read(_workshop.File("after.wav"));
        TonalBalance Tone(AudioBuffer sound)
        {
            AudioBuffer part = new(sound.Channels, (int)((to - from) * rateHz));
            sound.AsBlock((int)(from * rateHz), part.Frames).CopyTo(part.AsBlock());
            return Listen.To(part, rateHz).Tone;
        }

        (TonalBalance before, TonalBalance after) = (Tone(old), Tone(now));
        double[] hz = before.BandCentresHz;
        bool Heard(int b) => hz[b] >= LowestHz && before.LevelsDb[b] > before.LevelsDb.Max() + StretchDb;
        double Change(int b) => after.LevelsDb[b] - before.LevelsDb[b];
        int[] away = [.. Enumerable.Range(0, hz.Length).Where(b => Heard(b) && (hz[b] < lowHz / 2.1 || hz[b] > highHz * 2.1))];
        int[] inside = [.. Enumerable.Range(0, hz.Length).Where(b => Heard(b) && hz[b] >= lowHz * 0.95 && hz[b] <= highHz * 1.05)];
        double level = away.Select(Change).Order().ElementAt(away.Length / 2);
        Assert.Equal(db, inside.Average(Change) - level, ElsewhereDb);
        Assert.All(away, b => Assert.InRange(Change(b) - level, -ElsewhereDb, ElsewhereDb));
    }

    /// <summary>The same plan without and with the note.</summary>
    private (JsonObject Before, JsonObject After) Follow(int number, string note, string controls = "--loudness -17")
    {
        string plan = _workshop.File("plan.json");
        string old = _workshop.File("before.wav");
        JsonObject before = Terminal.Run(["master", excerpts[number], "-o", old, "--decision", "statistical", "--save-plan", plan, "--json", "-", .. controls.Split(' ')]).Done().Only;
        JsonObject after = Terminal.Run("master", excerpts[number], "-o", _workshop.File("after.wav"), "--plan", plan, "--note", note, "--json", "-").Done().Only;
        return (before, after);
    }

    private double[] Mid(string file)
    {
        AudioBuffer sound = SoundFile.Read(_workshop.File(file), out int rateHz);
        return Listen.To(sound, rateHz).Tone.MidLevelsDb;
    }

    private static (double[] Change, double[] Centres) Tone(JsonObject before, JsonObject after)
    {
        double[] Levels(JsonObject report) => [.. report["result"]!["tonalBalance"]!["levelsDb"]!.AsArray().Select(level => level is null ? double.NaN : (double)level)];
        double[] old = Levels(before);
        double[] now = Levels(after);
        double[] centres = [.. before["result"]!["tonalBalance"]!["bandCentresHz"]!.AsArray().Select(hz => (double)hz!)];
        return ([.. old.Select((level, b) => level > AudibleDb ? now[b] - level : double.NaN)], centres);
    }

    private static void Unmoved(JsonObject before, JsonObject after)
    {
        double[] change = [.. Tone(before, after).Change.Where(double.IsFinite)];
        double level = change.Order().ElementAt(change.Length / 2);
        Assert.All(change, value => Assert.InRange(value - level, -ElsewhereDb, ElsewhereDb));
    }

    private static void Same(JsonObject before, JsonObject after)
    {
        Assert.Equal(Report.Loudness(before), Report.Loudness(after), LoudnessLu);
        Assert.Equal(Report.Loudness(before, "loudnessRangeLu"), Report.Loudness(after, "loudnessRangeLu"), RangeLu);
    }

    private static double LevelDb(AudioBuffer sound, int rateHz, double from, double to)
    {
        double sum = 0;
        for (int c = 0; c < sound.Channels; c++)
        {
            foreach (float sample in sound.Channel(c)[(int)(from * rateHz)..(int)(to * rateHz)])
            {
                sum += sample * (double)sample;
            }
        }

        return 10 * Math.Log10(sum);
    }
}
