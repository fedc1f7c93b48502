using Lacquer.Mastering.Analysis;

namespace Lacquer.Mastering.Decision.Notes;

/// <summary>Finds the seconds of what a note calls chorus or verse: by level and place, since nothing else is known of a track.</summary>
/// <remarks>
/// A chorus is what is loud, a verse what is quieter between first and last section; the bridge is the quietest of the second half; a drop
/// follows a clearly quieter section. Neighbours of one kind count as one, so that "the second chorus" can be named.
/// </remarks>
internal sealed class SectionRanges
{
    private const double LeastGapLu = 1.5; // sections whose levels differ by less are not told apart
    private const double CloseLu = 1;      // between the softest loud section and the loudest soft one: a singer's breath decides
    private const double DropStepLu = 3;
    private const int LeastToTell = 3;     // sections that two kinds are told by
    private const double LongestIntroSeconds = 25; // what begins a track and lasts longer is a verse or chorus already; likewise its end
    private const double BeyondEndSeconds = 1; // a stretch up to the end holds past it: no fade back in the last notes

    private readonly TrackAnalysis _analysis;
    private readonly Section[] _sections;
    private readonly bool[] _loud;
    private readonly bool _toldApart;
    private readonly bool _lieClose;

    public SectionRanges(TrackAnalysis analysis)
    {
        _analysis = analysis;
        _sections = analysis.Sections;
        (_loud, _toldApart, _lieClose) = Split(_sections);
    }

    /// <summary>The stretches of a section, in order of time.</summary>
    /// <exception cref="PlanException">The track has none, or not that many.</exception>
    public IReadOnlyList<Stretch> Of(NoteSection section)
    {
        double end = _analysis.DurationSeconds;
        switch (section.Kind)
        {
            case NoteSectionKind.Times:
                double from = section.FromSeconds is { } start ? start < 0 ? Math.Max(0, end + start) : start : 0;
                return from < end && (section.ToSeconds ?? end) > from
                    ? [Whole(from, section.ToSeconds ?? end)]
                    : throw new PlanException($"\"{section.Phrase}\" lies outside of the track, which ends at {Words.Time(end)}.");
            case NoteSectionKind.At:
                Section? around = Array.Find(_sections, candidate => section.FromSeconds >= candidate.StartSeconds && section.FromSeconds < candidate.EndSeconds);
                return around is null
                    ? throw new PlanException($"\"{section.Phrase}\" lies outside of the track, which ends at {Words.Time(end)}.")
                    : [Of(around)];
            case NoteSectionKind.Intro:
                return Several(section) ? [Of(_sections[0])] : [];
            case NoteSectionKind.Outro:
                return Several(section) ? [Of(_sections[^1])] : [];
        }

        if (!_toldApart)
        {
            throw new PlanException(
                $"\"{section.Phrase}\" cannot be found: the sections of this track are about equally loud. Name times, as in \"louder from 1:20 to 1:45\".");
        }

        List<Stretch> found = section.Kind switch
        {
            NoteSectionKind.Chorus => Groups(Inner(i => _loud[i])),
            NoteSectionKind.Loud => Groups(i => _loud[i]),
            NoteSectionKind.Quiet => Groups(i => !_loud[i]),
            NoteSectionKind.Verse => Groups(Inner(i => !_loud[i], last: true)),
            NoteSectionKind.Bridge => Bridge(),
            NoteSectionKind.Drop => Drops(),
            _ => Groups(i => !_loud[i] && i + 1 < _sections.Length && _loud[i + 1]),
        };
        int index = section.Ordinal is { } ordinal ? ordinal < 0 ? found.Count + ordinal : ordinal - 1 : 0;
        return found.Count == 0 || index < 0 || index >= found.Count
            ? throw new PlanException($"\"{section.Phrase}\": this track has {found.Count} of that kind. Name times, as in \"louder from 1:20 to 1:45\".")
            : section.Ordinal is null ? found : [found[index]];
    }

    /// <summary>Whether another ear might call other sections so.</summary>
    public bool IsDoubtful(NoteSection section) => _lieClose && section.Kind is
        NoteSectionKind.Chorus or NoteSectionKind.Verse or NoteSectionKind.Loud or NoteSectionKind.Quiet or NoteSectionKind.Drop or NoteSectionKind.PreChorus;

    /// <summary>Loud or not, by the cut that parts the levels best, and whether it parts them at all.</summary>
    /// <remarks>A short beginning or end has no say: one that fades would drag the cut down, and soft passages would pass for loud ones.</remarks>
    private static (bool[] Loud, bool ToldApart, bool LieClose) Split(Section[] sections)
    {
        static double Level(Section section) => Math.Max(section.Integrated.Value, -70);
        Section[] inner = [.. sections.Where((section, i) => (i > 0 && i < sections.Length - 1) || !IsShort(section))];
        double[] ranked = [.. (inner.Length >= LeastToTell ? inner : sections).Select(Level).Order()];
        double best = double.PositiveInfinity;
        double cut = double.NaN;
        for (int i = 1; i < ranked.Length; i++)
        {
            double spread = Spread(ranked[..i]) + Spread(ranked[i..]);
            if (spread < best)
            {
                (best, cut) = (spread, (ranked[i - 1] + ranked[i]) / 2);
            }
        }

        bool[] loud = [.. sections.Select(section => Level(section) > cut)];
        double gap = double.IsNaN(cut) ? 0 : ranked.Where(level => level > cut).Average() - ranked.Where(level => level <= cut).Average();
        bool close = gap > 0 && ranked.First(level => level > cut) - ranked.Last(level => level <= cut) < CloseLu;
        return (loud, gap >= LeastGapLu, close);
    }

    private static bool IsShort(Section section) => section.EndSeconds - section.StartSeconds < LongestIntroSeconds;

    private static double Spread(double[] values)
    {
        double mean = values.Average();
        return values.Sum(value => (value - mean) * (value - mean));
    }

    private bool Several(NoteSection section) => _sections.Length > 1
        ? true
        : throw new PlanException($"\"{section.Phrase}\" cannot be found: the track has no clear change. Name times, as in \"quieter until 0:20\".");

    private Stretch Of(Section section) => Whole(section.StartSeconds, section.EndSeconds);

    private Stretch Whole(double from, double to) => new(from, to >= _analysis.DurationSeconds ? _analysis.DurationSeconds + BeyondEndSeconds : to);

    /// <summary>Without a short first and last section, as long as something remains: they are intro and outro.</summary>
    private Func<int, bool> Inner(Func<int, bool> fits, bool last = false)
    {
        bool Within(int i) => fits(i) && !(i == 0 && IsShort(_sections[i])) && !(last && i == _sections.Length - 1 && IsShort(_sections[i]));
        return Enumerable.Range(0, _sections.Length).Any(Within) ? Within : fits;
    }

    private List<Stretch> Groups(Func<int, bool> fits)
    {
        var groups = new List<Stretch>();
        for (int i = 0; i < _sections.Length; i++)
        {
            if (!fits(i))
            {
                continue;
            }

            Stretch section = Of(_sections[i]);
            if (i > 0 && fits(i - 1) && groups.Count > 0)
            {
                groups[^1] = groups[^1] with { ToSeconds = section.ToSeconds };
            }
            else
            {
                groups.Add(section);
            }
        }

        return groups;
    }

    private List<Stretch> Bridge()
    {
        Section? quietest = _sections.Skip(1).SkipLast(1)
            .Where(section => section.StartSeconds >= 0.4 * _analysis.DurationSeconds)
            .OrderBy(section => section.Integrated.Value)
            .FirstOrDefault();
        return quietest is null || _loud[Array.IndexOf(_sections, quietest)] ? [] : [Of(quietest)];
    }

    private List<Stretch> Drops()
    {
        List<Stretch> loud = Groups(Inner(i => _loud[i]));
        List<Stretch> after = loud.FindAll(group =>
        {
            int i = Array.FindIndex(_sections, section => section.StartSeconds == group.FromSeconds);
            return i > 0 && _sections[i].Integrated.Value - _sections[i - 1].Integrated.Value >= DropStepLu;
        });
        return after.Count > 0 ? after : loud;
    }
}
