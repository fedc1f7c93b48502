using Lacquer.Audio;
using Lacquer.Mastering.Analysis;
using Lacquer.Mastering.Analysis.Findings;
using Lacquer.Mastering.Analysis.Style;

namespace Lacquer.Mastering.Evaluation.Findings;

/// <summary>Plants every fault into excerpts of music at known places and counts what is found of it.</summary>
/// <param name="styles">Tells the style of music; null when there is no model to tell it by.</param>
public sealed class FindingTrial(StyleClassifier? styles)
{
    private const double ToleranceSeconds = 0.5;  // of places, which are read from windows of up to three seconds
    private const int EveryForLargest = 2;        // a fault is planted into every second track, another half for the next fault
    private const int EveryForSmaller = 4;        // and its smaller sizes into every fourth
    private const int SeedStep = 1_009;

    private static readonly string[] MixExtensions = [".wav", ".flac", ".aiff", ".aif"];

    /// <summary>Runs it.</summary>
    /// <param name="request">The tracks; draws and rendering do not matter.</param>
    /// <param name="mixesFolder">A folder of unmastered mixes; null for none.</param>
    /// <param name="progress">May be null.</param>
    /// <param name="cancel">Stops.</param>
    /// <exception cref="AudioFileException">No track can be used, or a mix cannot.</exception>
    public FindingReport Run(EvaluationRequest request, string? mixesFolder, IProgress<MasteringProgress>? progress, CancellationToken cancel)
    {
        string[] mixes = mixesFolder is null
            ? []
            : [.. Directory.GetFiles(mixesFolder).Where(file => MixExtensions.Contains(Path.GetExtension(file), StringComparer.OrdinalIgnoreCase)).Order(StringComparer.Ordinal)];
        var heard = new Song?[request.Tracks.Count];
        var missing = new MissingTrack?[request.Tracks.Count];
        var mixCodes = new HashSet<string>[mixes.Length];
        Steps? steps = progress is null ? null : new Steps(progress);
        InParallel.For(heard.Length + mixes.Length, steps, i =>
        {
            if (i >= heard.Length)
            {
                using IAudioSource mix = AudioFile.Open(mixes[i - heard.Length], AudioLimits.Default, cancel);
                mixCodes[i - heard.Length] = Codes(new TrackAnalyser().Analyse(mix, progress: null, cancel));
                return;
            }

            try
            {
                heard[i] = Hear(request.Tracks[i], i, request, cancel);
            }
            catch (AudioFileException e) when (e.Fault != AudioFault.ProgramMissing)
            {
                missing[i] = new MissingTrack { Track = request.Tracks[i], Reason = e.Message };
            }
        }, cancel);

        Song[] songs = [.. heard.OfType<Song>()];
        if (songs.Length == 0)
        {
            throw new AudioFileException(
                AudioFault.Empty, $"none of the {request.Tracks.Count} tracks of the split '{request.Split}' can be used; the first: {missing[0]!.Reason}");
        }

        return new FindingReport
        {
            Request = request,
            Songs = songs.Length,
            Packages = songs.Select(song => song.Track.Package).Distinct(StringComparer.Ordinal).Count(),
            Missing = [.. missing.OfType<MissingTrack>()],
            Faults = [.. PlantCatalogue.All.Select((plant, p) => Result(plant, p, songs))],
            Masters = [.. songs.GroupBy(song => song.Style, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal).Select(group => Count(group.Key, [.. group.Select(song => song.Whole)]))],
            Mixes = mixes.Length == 0 ? null : Count("mixes", mixCodes),
        };
    }

    private static FindingResult Result(Plant plant, int p, Song[] songs)
    {
        var sizes = new List<FindingScore>();
        for (int s = 0; s < plant.Sizes.Length; s++)
        {
            Outcome[] outcomes = [.. songs.SelectMany(song => song.Outcomes).Where(outcome => outcome.Plant == p && outcome.Size == s)];
            Song[] withBed = [.. songs.Where(song => song.Clean.ContainsKey(plant.Bed))];
            sizes.Add(new FindingScore
            {
                Size = plant.Name(plant.Sizes[s]),
                Excerpts = outcomes.Length,
                Places = outcomes.Sum(outcome => outcome.Places),
                Found = outcomes.Sum(outcome => outcome.Found),
                Hits = outcomes.Count(outcome => outcome.Found > 0),
                Strays = outcomes.Count(outcome => outcome.Strays),
                Unspoilt = withBed.Length,
                FalseAlarms = withBed.Count(song => song.Clean[plant.Bed].Contains(plant.Code)),
            });
        }

        var others = songs.SelectMany(song => song.Outcomes).Where(outcome => outcome.Plant == p && outcome.Size == 0)
            .SelectMany(outcome => outcome.Others)
            .GroupBy(code => code, StringComparer.Ordinal)
            .OrderByDescending(group => group.Count())
            .ThenBy(group => group.Key, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.Count(), StringComparer.Ordinal);
        return new FindingResult { Code = plant.Code, What = plant.What, IsTaste = plant.IsTaste, Sizes = sizes, Others = others };
    }

    private static UnspoiltCount Count(string group, HashSet<string>[] tracks) => new()
    {
        Group = group,
        Tracks = tracks.Length,
        Codes = tracks.SelectMany(codes => codes).GroupBy(code => code, StringComparer.Ordinal).OrderBy(code => code.Key, StringComparer.Ordinal)
            .ToDictionary(code => code.Key, code => code.Count(), StringComparer.Ordinal),
    };

    private static HashSet<string> Codes(TrackAnalysis analysis) => [.. analysis.Findings.Select(finding => finding.Code)];

    private Song Hear(ManifestTrack track, int index, EvaluationRequest request, CancellationToken cancel)
    {
        using IAudioSource source = AudioFile.Open(track.In(request.Folder), AudioLimits.Default, cancel);
        TrackAnalysis whole = new TrackAnalyser(styles).AnalyseWithStyle(source, progress: null, cancel);
        var clip = SoundClip.Loudest(source, whole.ShortTermLufs, Bed.FastFrom);
        var beds = new Dictionary<BedKind, Bed>();
        foreach (BedKind kind in Enum.GetValues<BedKind>())
        {
            if (Bed.Of(clip, kind, cancel) is { } bed)
            {
                beds.Add(kind, bed);
            }
        }

        var song = new Song(track, whole.Style.Label, Codes(whole), beds.ToDictionary(bed => bed.Key, bed => Codes(bed.Value.Heard)));
        int seed = SongSeed.Of(track, request.Seed);
        for (int p = 0; p < PlantCatalogue.All.Count; p++)
        {
            Plant plant = PlantCatalogue.All[p];
            for (int s = 0; s < plant.Sizes.Length; s++)
            {
                bool takesPart = (index + p + s) % (s == 0 ? EveryForLargest : EveryForSmaller) == 0;
                if (takesPart && beds.TryGetValue(plant.Bed, out Bed? bed)
                    && plant.Into(bed, plant.Sizes[s], new Random(seed ^ (SeedStep * ((10 * p) + s)))) is { } planted)
                {
                    song.Outcomes.Add(Listen(plant, p, s, bed, planted, cancel));
                }
            }
        }

        return song;
    }

    private static Outcome Listen(Plant plant, int p, int s, Bed bed, Planted planted, CancellationToken cancel)
    {
        Finding[] all = ClipSource.Analyse(planted.Sound, planted.RateHz, cancel).Findings;
        Finding[] own = [.. all.Where(finding => finding.Code == plant.Code)];
        HashSet<string> before = Codes(bed.Heard);
        return new Outcome(
            p, s, planted.Places.Count, planted.Places.Count(place => own.Any(finding => Meet(finding, place))),
            own.Any(finding => !planted.Places.Any(place => Meet(finding, place))),
            [.. all.Select(finding => finding.Code).Where(code => code != plant.Code && !before.Contains(code)).Distinct(StringComparer.Ordinal)]);
    }

    private static bool Meet(Finding finding, TimeRange place) =>
        finding.StartSeconds <= place.End + ToleranceSeconds && finding.EndSeconds >= place.Start - ToleranceSeconds;

    /// <summary>Names what is being done.</summary>
    private sealed class Steps(IProgress<MasteringProgress> whole) : IProgress<double>
    {
        public void Report(double value) => whole.Report(new MasteringProgress("plant", value));
    }

    /// <summary>What one track contributed.</summary>
    private sealed record Song(ManifestTrack Track, string Style, HashSet<string> Whole, Dictionary<BedKind, HashSet<string>> Clean)
    {
        public List<Outcome> Outcomes { get; } = [];
    }

    /// <summary>What was found in one spoilt excerpt.</summary>
    private sealed record Outcome(int Plant, int Size, int Places, int Found, bool Strays, string[] Others);
}
