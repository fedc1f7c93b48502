namespace Lacquer.Mastering.Evaluation.Findings;

/// <summary>All faults that are planted, in the order of the report.</summary>
internal static class PlantCatalogue
{
    public static IReadOnlyList<Plant> All { get; } =
    [
        Of("clipping", "peaks cut off, below the highest", [6, 3, 1.5], size => $"{size} dB", LevelPlants.Clip),
        Of("interSamplePeaks", "raised above full scale", [1, 0.5, 0.2], size => $"+{size} dBTP", LevelPlants.Over),
        Of("tooLittleHeadroom", "a mix raised up to full scale", [-0.2, -0.5, -0.9], size => $"{size} dBFS", LevelPlants.NoHeadroom),
        Of("overLimited", "driven into a ceiling; from loudness to peak", [6, 7, 7.7], size => $"{size} dB", LevelPlants.Limit),
        Of("dcOffset", "an offset in one channel", [-40, -50, -58], size => $"{size} dBFS", LevelPlants.Offset),
        Of("deadChannel", "one channel silent", [10, 7, 5.5], size => $"{size} s", StereoPlants.Dead),
        Of("invertedChannel", "one channel turned over; correlation before", [0.6, 0.5, 0.4], size => $"above {size}", StereoPlants.Inverted),
        Of("phaseTrouble", "right turned into left, inverted", [10, 7, 5], size => $"{size} s", StereoPlants.OutOfPhase),
        Of("wideBass", "lows of one channel turned over", [12, 8, 5], size => $"{size} s", StereoPlants.WideBass),
        Of("monoLoss", "400 Hz to 3 kHz cancelling in mono", [12, 9, 7], size => $"{size} dB", StereoPlants.MonoLoss),
        Of("channelImbalance", "one side turned down", [4, 3, 2.3], size => $"{size} dB", StereoPlants.Lean),
        Of("hum", "50 or 60 Hz with five harmonics, against the loudness", [-45, -55, -62], size => $"{size} dB", NoisePlants.Hum) with { Bed = BedKind.Paused },
        Of("rumble", "8 to 20 Hz, against the music", [-10, -12, -14], size => $"{size} dB", NoisePlants.Rumble),
        Of("noiseFloor", "hiss, against the loudness", [-42, -50, -56], size => $"{size} dB", NoisePlants.Hiss) with { Bed = BedKind.Paused },
        Of("click", "three clicks, against the level around them", [12, 6, 0], size => $"{size} dB", NoisePlants.Clicks),
        Of("dropout", "three holes", [10, 5, 2, 100], size => $"{size} ms", NoisePlants.Holes),
        Of("silenceAtStart", "silence before the music", [3, 2, 1.5], size => $"{size} s", LevelPlants.LateStart),
        Of("silenceAtEnd", "silence after the music", [8, 6, 5], size => $"{size} s", LevelPlants.LateEnd),
        Of("cutOffStart", "begins within a sound; first sample against the level", [0.8, 0.5, 0.35], size => $"{size:0.00}", LevelPlants.CutStart),
        Of("cutOffEnd", "ends within the sound, against the track", [-6, -12, -20], size => $"{size} dB", LevelPlants.CutEnd),
        Of("loudnessJump", "louder or quieter from one moment on", [12, 10, 8, 6.5], size => $"{size} dB", LevelPlants.Jump) with { IsTaste = true },
        Of("lossySource", "coded and decoded", [.. Enumerable.Range(0, SourcePlants.Coders.Length).Select(i => (double)i)], size => SourcePlants.Coders[(int)size].Name, SourcePlants.Lossy) with { Bed = BedKind.Fast },
        Of("upsampledSource", "from another rate", [22_050, 16_000, -1], size => size < 0 ? "to twice the rate" : $"from {size / 1000} kHz", SourcePlants.Upsampled) with { Bed = BedKind.Fast },
        Of("mud", "a bell at 230 Hz", [21, 18, 15, 12, 8], Plus, (bed, db, _) => TonePlants.Bell(bed, 230, db)) with { IsTaste = true },
        Of("boxiness", "a bell at 560 Hz", [21, 18, 15, 12, 8], Plus, (bed, db, _) => TonePlants.Bell(bed, 560, db)) with { IsTaste = true },
        Of("harshness", "a bell at 3.2 kHz", [21, 18, 15, 12, 8], Plus, (bed, db, _) => TonePlants.Bell(bed, 3_200, db)) with { IsTaste = true },
        Of("dullness", "a high shelf at 4.5 kHz", [30, 24, 18, 12], size => $"−{size} dB", TonePlants.Dull) with { IsTaste = true },
        Of("sibilance", "esses, against the music at that moment", [3, 0, -3], Plus, TonePlants.Esses),
        Of("resonance", "a narrow bell from 500 Hz to 5 kHz", [24, 18, 14, 10], Plus, TonePlants.Ring),
        Of("maskedCentre", "wide parts from 1 to 4 kHz, against the middle", [4, 3, 2], Plus, StereoPlants.MaskedCentre) with { IsTaste = true },
    ];

    private static string Plus(double size) => $"{size:+0.#;−0.#;0} dB";

    private static Plant Of(string code, string what, double[] sizes, Func<double, string> name, Func<Bed, double, Random, Planted?> into) =>
        new() { Code = code, What = what, Sizes = sizes, Name = size => name(size).Replace('-', '−'), Into = into };
}
