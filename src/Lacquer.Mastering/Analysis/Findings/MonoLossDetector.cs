using Lacquer.Dsp.Metering;
using Lacquer.Dsp.Standards;
using Lacquer.Mastering.Analysis.Spectra;

namespace Lacquer.Mastering.Analysis.Findings;

/// <summary><c>monoLoss</c>: folded to mono, the whole or one octave of it all but disappears.</summary>
internal sealed class MonoLossDetector : IFindingDetector
{
    /// <summary>Two unrelated channels lose 3 dB; more than that is cancellation.</summary>
    private const double LargestLossDb = 3.5;

    /// <summary>In one octave: side above mid by 5 dB; chorus and wide pads stay below that.</summary>
    private const double LargestOctaveLossDb = 6;

    /// <summary>An octave below this share of the whole, as the ear weighs it, is not missed. Chosen.</summary>
    private const double LeastShareDb = -20;

    private const double LowestHz = 150;
    private const double HighestHz = 8_100;

    /// <inheritdoc/>
    public IEnumerable<Finding> Detect(TrackAnalysis analysis, TrackMeters meters)
    {
        if (meters.Levels.Channels != 2 || InvertedChannelDetector.Is(analysis))
        {
            return [];
        }

        double loss = analysis.Stereo.MonoLossDb;
        if (loss > LargestLossDb)
        {
            return [Of(analysis, loss, LargestLossDb, $"Folded to mono, the track loses {loss:0.0} dB of loudness.")];
        }

        (double octaveLoss, double centreHz) = WorstOctave(meters.Tone, analysis.Format.SampleRateHz);
        return octaveLoss > LargestOctaveLossDb
            ? [Of(analysis, octaveLoss, LargestOctaveLossDb, $"Folded to mono, what sounds around {Frequency.Words(centreHz)} loses {octaveLoss:0.0} dB: a part of the mix disappears.")]
            : [];
    }

    private static (double LossDb, double CentreHz) WorstOctave(ToneMeter tone, int sampleRateHz)
    {
        var weighting = new KWeightingFilter(sampleRateHz, channels: 1);
        var weights = new double[tone.BandCount];
        double whole = 0;
        for (int b = 0; b < tone.BandCount && Iec61260.MidbandHz(b) < 0.5 * sampleRateHz; b++)
        {
            weights[b] = weighting.PowerGain(Iec61260.MidbandHz(b));
            whole += weights[b] * (tone.MidPower[b] + tone.SidePower[b]);
        }

        (double worst, double centre) = (0, 0);
        for (int b = 1; b < tone.BandCount - 1; b++)
        {
            if (Iec61260.MidbandHz(b) is < LowestHz or > HighestHz)
            {
                continue;
            }

            (double mid, double side) = (0, 0);
            for (int k = b - 1; k <= b + 1; k++)
            {
                mid += weights[k] * tone.MidPower[k];
                side += weights[k] * tone.SidePower[k];
            }

            double loss = 10 * Math.Log10((mid + side) / mid);
            if (loss > worst && 10 * Math.Log10((mid + side) / whole) > LeastShareDb)
            {
                (worst, centre) = (loss, Iec61260.MidbandHz(b));
            }
        }

        return (worst, centre);
    }

    private static Finding Of(TrackAnalysis analysis, double measured, double expected, string message) => new()
    {
        Code = "monoLoss",
        Severity = FindingSeverity.Warning,
        StartSeconds = 0,
        EndSeconds = analysis.DurationSeconds,
        Measured = measured,
        Expected = expected,
        Unit = "dB",
        FixIn = FixIn.Mix,
        Message = message,
        Advice = "Listen in mono and solo what becomes quiet: a doubled part with one side turned over, a widener or a short delay between left and " +
                 "right. Turn the polarity of one side, or take the effect back until the part stays within 3 dB.",
    };
}
