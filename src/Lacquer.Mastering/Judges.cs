using Lacquer.Mastering.Decision;
using Lacquer.Mastering.Decision.Learned;
using Lacquer.Mastering.Decision.Statistical;
using Lacquer.Mastering.Networks;

namespace Lacquer.Mastering;

/// <summary>Who decides what a request asks for.</summary>
public static class Judges
{
    /// <summary>The judge that a request needs. A plan that is repeated needs none, so no model either.</summary>
    /// <exception cref="ModelException">The model is missing or damaged.</exception>
    public static IJudge For(MasteringRequest request) => request.Plan is null && request.Controls.Decision == DecisionMethod.Learned
        ? LearnedJudge.Load()
        : new StatisticalJudge(TonalReference.Default);
}
