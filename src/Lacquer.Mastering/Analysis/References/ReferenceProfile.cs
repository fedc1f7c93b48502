using System.Text.Json;
using System.Text.Json.Serialization;
using Lacquer.Dsp;
using Lacquer.Dsp.Standards;

namespace Lacquer.Mastering.Analysis.References;

/// <summary>
/// What a track sounds like, in the numbers by which another can be drawn towards it; small enough to keep in place of the sound. NaN (in
/// JSON null) for what the track cannot tell: the side of a mono file, a band above half the rate, the range of three seconds.
/// </summary>
public sealed record ReferenceProfile
{
    /// <summary>Version of this schema.</summary>
    public const int CurrentVersion = 1;

    private const double LowestDb = -300; // wider than any measurement, so that only nonsense is refused
    private const double HighestDb = 300;
    private const int DynamicsBands = 4;

    /// <summary>Schema version of this profile.</summary>
    public int Version { get; init; } = CurrentVersion;

    /// <summary>Name of the sound file, without its folder.</summary>
    public required string Name { get; init; }

    /// <summary>SHA-256 of the sound file, hexadecimal.</summary>
    public required string Sha256 { get; init; }

    /// <summary>Length of the track in seconds.</summary>
    public required double DurationSeconds { get; init => field = Require.InRange(value, 0, 1e6, nameof(DurationSeconds)); }

    /// <summary>Frames per second.</summary>
    public required double SampleRateHz { get; init => field = Require.InRange(value, 1, 1e6, nameof(SampleRateHz)); }

    /// <summary>1 or 2.</summary>
    public required int Channels { get; init => field = Require.InRange(value, 1, 2, nameof(Channels)); }

    /// <summary>Above this frequency it holds nothing: half the rate, or where a coder cut, in Hz.</summary>
    public required double BandwidthHz { get; init => field = Require.InRange(value, 1, 1e6, nameof(BandwidthHz)); }

    /// <summary>Mid in the 31 third octaves of the loud parts, relative to mid and side of all bands there, in dB.</summary>
    [JsonConverter(typeof(LevelsConverter))]
    public required double[] LoudMidDb { get; init => field = Levels(value, Iec61260.ThirdOctaveCount, nameof(LoudMidDb)); }

    /// <summary>Side, relative to the same whole.</summary>
    [JsonConverter(typeof(LevelsConverter))]
    public required double[] LoudSideDb { get; init => field = Levels(value, Iec61260.ThirdOctaveCount, nameof(LoudSideDb)); }

    /// <summary>Mid in the quiet parts, relative to mid and side of all bands there, in dB.</summary>
    [JsonConverter(typeof(LevelsConverter))]
    public required double[] QuietMidDb { get; init => field = Levels(value, Iec61260.ThirdOctaveCount, nameof(QuietMidDb)); }

    /// <summary>Side, relative to the same whole.</summary>
    [JsonConverter(typeof(LevelsConverter))]
    public required double[] QuietSideDb { get; init => field = Levels(value, Iec61260.ThirdOctaveCount, nameof(QuietSideDb)); }

    /// <summary>Steady noise in the third octaves, relative to the whole of the loud parts, in dB.</summary>
    [JsonConverter(typeof(LevelsConverter))]
    public required double[] NoiseFloorDb { get; init => field = Levels(value, Iec61260.ThirdOctaveCount, nameof(NoiseFloorDb)); }

    /// <summary>By how much the quiet parts are quieter than the loud ones, in LU.</summary>
    [JsonConverter(typeof(LevelConverter))]
    public required double QuietBelowLoudLu { get; init => field = Level(value, nameof(QuietBelowLoudLu)); }

    /// <summary>Integrated loudness in LUFS.</summary>
    [JsonConverter(typeof(LevelConverter))]
    public required double IntegratedLufs { get; init => field = Level(value, nameof(IntegratedLufs)); }

    /// <summary>Loudness range in LU.</summary>
    [JsonConverter(typeof(LevelConverter))]
    public required double LoudnessRangeLu { get; init => field = Level(value, nameof(LoudnessRangeLu)); }

    /// <summary>True peak above integrated loudness, in dB.</summary>
    [JsonConverter(typeof(LevelConverter))]
    public required double PeakToLoudnessDb { get; init => field = Level(value, nameof(PeakToLoudnessDb)); }

    /// <summary>How far the loud seconds of the four dynamics bands stand above the usual ones, in dB.</summary>
    [JsonConverter(typeof(LevelsConverter))]
    public required double[] BandSwingDb { get; init => field = Levels(value, DynamicsBands, nameof(BandSwingDb)); }

    /// <summary>Peak above RMS within about a tenth of a second in the four dynamics bands, in dB.</summary>
    [JsonConverter(typeof(LevelsConverter))]
    public required double[] BandCrestDb { get; init => field = Levels(value, DynamicsBands, nameof(BandCrestDb)); }

    /// <summary>How far 5–10 kHz jumps above its usual level, in dB.</summary>
    [JsonConverter(typeof(LevelConverter))]
    public required double SibilanceDb { get; init => field = Level(value, nameof(SibilanceDb)); }

    /// <summary>How far the strongest resonance from 100 Hz to 12 kHz stands out, in dB; 0 where none does.</summary>
    [JsonConverter(typeof(LevelConverter))]
    public required double ResonanceDb { get; init => field = Level(value, nameof(ResonanceDb)); }

    /// <summary>Names of the bands are their centres, in Hz.</summary>
    public static double[] BandCentresHz => Iec61260.NominalHz.ToArray();

    private static double Level(double value, string name) => double.IsNaN(value) ? value : Math.Round(Require.InRange(value, LowestDb, HighestDb, name), 3);

    private static double[] Levels(double[] values, int count, string name) =>
        values.Length == count
            ? Array.ConvertAll(values, value => Level(double.IsInfinity(value) ? double.NaN : value, name))
            : throw new ArgumentOutOfRangeException(name, values.Length, $"{JsonNamingPolicy.CamelCase.ConvertName(name)} must hold {count} numbers.");
}
