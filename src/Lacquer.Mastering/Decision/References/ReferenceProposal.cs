using Lacquer.Dsp.Stereo;
using Lacquer.Mastering.Analysis;
using Lacquer.Mastering.Analysis.References;

namespace Lacquer.Mastering.Decision.References;

/// <summary>What would bring a mix all of the way to its references, aspect by aspect.</summary>
internal sealed record ReferenceProposal
{
    private const double RingingDb = 1; // a resonance that rings no further than the reference's by so much belongs to the sound

    private readonly MatchedReference _reference;

    private ReferenceProposal(MatchedReference reference) => _reference = reference;

    /// <summary>Whether it moves anything but loudness.</summary>
    public bool IsHeard => _reference.Aspects.Any(aspect => aspect != ReferenceAspect.Loudness && _reference.Share(aspect) > 0);

    public required ReferenceMoves Tone { get; init; }

    public required Proposed WidthDb { get; init; }

    public required Proposed GlueReductionDb { get; init; }

    public required Proposed BandReductionDb { get; init; }

    public required Proposed DeEssCutDb { get; init; }

    public required bool KeepsRinging { get; init; }

    /// <summary>Why an aspect cannot be compared; null when it can.</summary>
    public required string? ToneRefused { get; init; }

    public required string? WidthRefused { get; init; }

    public required string? DynamicsRefused { get; init; }

    /// <summary>Compares a mix with its references.</summary>
    public static ReferenceProposal Of(TrackAnalysis analysis, MatchedReference reference)
    {
        var words = new ReferenceWords(reference);
        var mix = ReferenceProfiles.Of(analysis, "", "");
        ReferenceProfile wanted = reference.Profile;
        var loud = ReferenceBands.Loud(mix);
        var wantedLoud = ReferenceBands.Loud(wanted);
        double[] highest = LiftLimits.Of(mix, wanted);
        bool matchesWidth = reference.Aspects.Contains(ReferenceAspect.Width);
        double[] width = ReferenceWidth.Between(loud, wantedLoud);
        var image = new ImageSettings { LowMidWidthDb = width[0], MidWidthDb = width[1], HighWidthDb = width[2] };
        double SideDb(double hz) => matchesWidth ? ImageCurve.GainDb(image, hz) : 0;
        var tone = ReferenceTone.Between(loud, wantedLoud, SideDb, highest);
        double[] knots = KnotFit.Of(tone.GainDb, highest);
        bool matchesTone = reference.Aspects.Contains(ReferenceAspect.Tone);
        width = ReferenceWidth.Limited(width, matchesTone ? knots : new double[knots.Length], highest);
        Proposed? refused = ReferenceEqualizer.Refused(tone, words);
        var quietTone = ReferenceTone.Between(ReferenceBands.Quiet(mix), ReferenceBands.Quiet(wanted), SideDb, highest);
        return new ReferenceProposal(reference)
        {
            Tone = refused is null ? Moves(analysis, mix, wanted, tone, quietTone, knots, highest, words) : Nothing(),
            WidthDb = ReferenceWidth.Propose(width, loud, wantedLoud, words),
            GlueReductionDb = ReferenceDynamics.Glue(analysis, mix, wanted, words),
            BandReductionDb = ReferenceDynamics.Bands(analysis, mix, wanted, words),
            DeEssCutDb = ReferenceDynamics.DeEss(mix, wanted, words),
            KeepsRinging = mix.ResonanceDb <= wanted.ResonanceDb + RingingDb,
            ToneRefused = refused?.Reasons[0],
            WidthRefused = ReferenceWidth.Refused(loud, wantedLoud, words),
            DynamicsRefused = ReferenceDynamics.Refused(mix, wanted, words),
        };
    }

    /// <summary>A judge's own proposal, drawn towards the references as far as was asked for.</summary>
    public Judgement Blend(Judgement own)
    {
        double tone = _reference.Share(ReferenceAspect.Tone);
        double width = _reference.Share(ReferenceAspect.Width);
        double dynamics = _reference.Share(ReferenceAspect.Dynamics);
        double knownTone = ToneRefused is null ? tone : 0;
        return own with
        {
            MidEqDb = Blend(own.MidEqDb, Tone.EqDb, tone, ToneRefused),
            SideEqDb = Blend(own.SideEqDb, Proposed.None(own.SideEqDb.Amount.Length), knownTone, null),
            HarshnessCutDb = Blend(own.HarshnessCutDb, Proposed.None(1), knownTone, null),
            ResonanceCutDb = Blend(own.ResonanceCutDb, KeepsRinging ? Proposed.None(1) : own.ResonanceCutDb, knownTone, null),
            WidthDb = Blend(own.WidthDb, WidthDb, width, WidthRefused),
            GlueReductionDb = Blend(own.GlueReductionDb, GlueReductionDb, dynamics, DynamicsRefused),
            BandReductionDb = Blend(own.BandReductionDb, BandReductionDb, DynamicsRefused is null ? dynamics : 0, null),
            DeEssCutDb = Blend(own.DeEssCutDb, DeEssCutDb, DynamicsRefused is null ? dynamics : 0, null),
            DriveDb = Blend(own.DriveDb, Proposed.None(1), DynamicsRefused is null ? dynamics : 0, null),
            Reference = knownTone == 0 ? null : new ReferenceMoves
            {
                EqDb = Scaled(Tone.EqDb, tone),
                QuietEqDb = Scaled(Tone.QuietEqDb, tone),
                Quiet = Tone.Quiet,
            },
        };
    }

    private static ReferenceMoves Moves(
        TrackAnalysis analysis, ReferenceProfile mix, ReferenceProfile wanted, ReferenceTone tone, ReferenceTone quietTone, double[] knots, double[] highest, ReferenceWords words)
    {
        Proposed curve = ReferenceEqualizer.Propose(tone, knots, highest, mix, wanted, words);
        double[] extra = ReferenceQuiet.Extra(tone, quietTone);
        IReadOnlyList<Passage> quiet = ReferenceQuiet.Passages(analysis, (mix.QuietBelowLoudLu, wanted.QuietBelowLoudLu), extra);
        double[] left = [.. highest.Select((db, b) => Math.Max(0, db - Math.Max(0, double.IsNaN(tone.GainDb[b]) ? 0 : tone.GainDb[b])))];
        return new ReferenceMoves
        {
            EqDb = curve,
            QuietEqDb = quiet.Count == 0 ? Proposed.None(knots.Length) : ReferenceQuiet.Propose(extra, KnotFit.Of(extra, left), words),
            Quiet = quiet,
        };
    }

    private static ReferenceMoves Nothing() => new()
    {
        EqDb = Proposed.None(EqualizerKnots.MidHz.Length),
        QuietEqDb = Proposed.None(EqualizerKnots.MidHz.Length),
        Quiet = [],
    };

    private Proposed Blend(Proposed own, Proposed towards, double share, string? refused)
    {
        if (share == 0)
        {
            return own;
        }

        if (refused is not null)
        {
            return own with { Reasons = [.. own.Reasons, refused] };
        }

        double[] amount = Sum(own.Amount, 1 - share, towards.Amount, share);
        double[] full = Sum(own.Full, 1 - share, towards.Full, share);
        bool ownCounts = share < 1 && !own.IsNothing;
        return new Proposed
        {
            Amount = amount,
            Full = [.. full.Select((db, i) => db * amount[i] < 0 || Math.Abs(db) < Math.Abs(amount[i]) ? amount[i] : db)],
            Reasons =
            [
                .. towards.Reasons.Where(_ => !towards.IsNothing || !ownCounts),
                .. ownCounts ? own.Reasons : [],
                .. ownCounts && own.Reasons.Count > 0 ? [$"of what would be done without a reference, {100 * (1 - share):0.#} % is done: match {_reference.Match:0.#} leaves the rest to the reference"] : Array.Empty<string>(),
            ],
            Evidence = [.. towards.Evidence, .. ownCounts ? own.Evidence : []],
        };
    }

    private static Proposed Scaled(Proposed proposed, double share) => proposed with
    {
        Amount = Array.ConvertAll(proposed.Amount, db => share * db),
        Full = Array.ConvertAll(proposed.Full, db => share * db),
    };

    private static double[] Sum(double[] a, double shareOfA, double[] b, double shareOfB) => [.. a.Select((value, i) => (shareOfA * value) + (shareOfB * b[i]))];
}
