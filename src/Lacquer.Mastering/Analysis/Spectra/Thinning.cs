namespace Lacquer.Mastering.Analysis.Spectra;

/// <summary>What becomes of two neighbouring rows of a <see cref="FrameSeries"/> that is full.</summary>
internal enum Thinning
{
    /// <summary>Their mean takes their place: for powers, of which nothing may be lost.</summary>
    Average,

    /// <summary>The first of them stays as it is: for what is read by percentiles, which an average would draw together.</summary>
    Skip,
}
