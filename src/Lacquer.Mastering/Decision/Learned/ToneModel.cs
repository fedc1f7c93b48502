using System.Globalization;
using Lacquer.Mastering.Analysis.Features;
using Lacquer.Mastering.Networks;

namespace Lacquer.Mastering.Decision.Learned;

/// <summary>The trained judge of tone and width. Written by training/export.py; the arithmetic is that of training/fitting.py.</summary>
internal sealed class ToneModel
{
    /// <summary>Third octaves from 50 Hz to 12.7 kHz in which a fault of tone is told.</summary>
    public const int Thirds = 25;

    /// <summary>Those, and the side's level.</summary>
    public const int Outputs = Thirds + 1;

    private const string Kind = "tone";
    private const int MostMembers = 64; // a count of more is no count

    private readonly Trunk[] _trunks;
    private readonly SongNetwork? _songs;

    private ToneModel(ModelFile file)
    {
        Sha256 = file.Sha256;
        Calibration = ToneCalibration.Read(file);
        int[] dilations = [.. Text(file, "dilations").Split(',').Select(text => Whole(text, "dilations"))];
        _trunks = [.. Enumerable.Range(0, Whole(Text(file, "trunks"), "trunks")).Select(t => new Trunk(file, string.Create(CultureInfo.InvariantCulture, $"trunk.{t}"), dilations))];
        int songs = Whole(Text(file, "songs"), "songs");
        _songs = songs > 0 ? new SongNetwork(file, "song", songs) : null;
        if ((_trunks.Length == 0 && Calibration.SongShare != 1) || (_songs is null && Calibration.SongShare != 0))
        {
            throw new ModelException("the model's calibration.songShare counts networks that it does not hold.");
        }
    }

    /// <summary>Hash of the file.</summary>
    public string Sha256 { get; }

    /// <summary>How far it is to be trusted.</summary>
    public ToneCalibration Calibration { get; }

    /// <summary>Reads a model.</summary>
    /// <exception cref="ModelException">It is missing, damaged, of another kind, or made for other features.</exception>
    public static ToneModel Load(string path) => From(ModelFile.Read(path), path);

    /// <summary>Takes a model that has been read.</summary>
    /// <param name="file">Its content.</param>
    /// <param name="name">Named in errors.</param>
    /// <exception cref="ModelException">It is of another kind, made for other features, or incomplete.</exception>
    public static ToneModel From(ModelFile file, string name)
    {
        if (file.Metadata.GetValueOrDefault("kind") != Kind)
        {
            throw new ModelException($"{name} is no model of tone.");
        }

        string version = Text(file, "featureVersion");
        if (version != FeatureLayout.Version.ToString(CultureInfo.InvariantCulture))
        {
            throw new ModelException($"the model {name} judges by features of version {version}, and this program measures version {FeatureLayout.Version}.");
        }

        return new ToneModel(file);
    }

    /// <summary>Judges a song.</summary>
    /// <param name="song">The song.</param>
    /// <param name="shares">How much of each segment's weight counts, 0 to 1; not all 0.</param>
    public SongFault Judge(SongSummary song, double[] shares)
    {
        var fault = new double[Outputs];
        var sigma = new double[Outputs];
        foreach (Trunk trunk in _trunks)
        {
            SongFault voted = Vote(trunk, song, shares);
            for (int i = 0; i < Outputs; i++)
            {
                fault[i] += (1 - Calibration.SongShare) * voted.Db[i] / _trunks.Length;
                sigma[i] += voted.SigmaDb[i] / _trunks.Length;
            }
        }

        if (_songs is not null)
        {
            (float[] level, float[] summary) = song.Whole(shares);
            double[] whole = _songs.Judge(level, summary, song.Style);
            for (int i = 0; i < Outputs; i++)
            {
                fault[i] += Calibration.SongShare * whole[i];
            }
        }

        // No song is more certain than songs of unheard collections turned out to be.
        for (int i = 0; i < Outputs; i++)
        {
            sigma[i] = Math.Max(sigma[i], i < Thirds ? Calibration.ToneSigmaDb[i] : Calibration.SideSigmaDb);
        }

        return new SongFault { Db = fault, SigmaDb = sigma };
    }

    /// <summary>Segments vote by certainty and by how much they count; kappa votes for no fault.</summary>
    private SongFault Vote(Trunk trunk, SongSummary song, double[] shares)
    {
        var precision = new double[Outputs];
        var sum = new double[Outputs];
        var mean = new float[Outputs];
        var logVariance = new float[Outputs];
        double all = song.Segments.Select((segment, s) => segment.Weight * shares[s]).Sum();
        for (int s = 0; s < song.Segments.Count; s++)
        {
            double weight = song.Segments[s].Weight * shares[s] / all;
            if (weight > 0)
            {
                trunk.Judge(song.Segments[s], song.Style, mean, logVariance);
                for (int i = 0; i < Outputs; i++)
                {
                    double own = weight * Math.Exp(-logVariance[i]);
                    precision[i] += own;
                    sum[i] += own * mean[i];
                }
            }
        }

        return new SongFault
        {
            Db = [.. sum.Select((total, i) => total / (Calibration.Kappa + precision[i]))],
            SigmaDb = Array.ConvertAll(precision, p => 1 / Math.Sqrt(Calibration.Kappa + p)),
        };
    }

    private static string Text(ModelFile file, string name) =>
        file.Metadata.TryGetValue(name, out string? text) ? text : throw new ModelException($"the model does not say its {name}.");

    private static int Whole(string text, string name) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number <= MostMembers
            ? number
            : throw new ModelException($"the model's {name} are no numbers that can be: {text}.");
}
