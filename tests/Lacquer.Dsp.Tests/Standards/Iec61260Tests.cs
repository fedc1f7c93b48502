using Lacquer.Dsp.Standards;

namespace Lacquer.Dsp.Tests.Standards;

public sealed class Iec61260Tests
{
    [Fact]
    public void Midbands_are_the_base_ten_values_near_their_nominal_names()
    {
        Assert.Equal(31, Iec61260.NominalHz.Length);
        Assert.Equal(1_000, Iec61260.MidbandHz(17), 1e-9);
        Assert.Equal(19.9526, Iec61260.MidbandHz(0), 1e-4); // IEC 61260-1, Table E.1
        Assert.Equal(19_952.6, Iec61260.MidbandHz(30), 0.1);
        for (int band = 0; band < 31; band++)
        {
            Assert.InRange(Iec61260.MidbandHz(band) / Iec61260.NominalHz[band], 0.98, 1.02);
        }
    }

    [Fact]
    public void Bands_join_without_gap()
    {
        for (int band = 1; band < 31; band++)
        {
            Assert.Equal(Iec61260.UpperEdgeHz(band - 1), Iec61260.LowerEdgeHz(band), 1e-9 * Iec61260.LowerEdgeHz(band));
        }
    }
}
