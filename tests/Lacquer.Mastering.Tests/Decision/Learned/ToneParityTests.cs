using Lacquer.Mastering.Tests.Networks;

namespace Lacquer.Mastering.Tests.Decision.Learned;

/// <summary>The networks compute what PyTorch computed.</summary>
public sealed class ToneParityTests
{
    [Fact]
    public void Every_step_of_a_small_model_is_what_PyTorch_makes_of_it()
    {
        double worst = ToneParity.Check(Safetensors.Bytes("tone.safetensors"), Safetensors.Bytes("tone.parity.safetensors"));
        TestContext.Current.SendDiagnosticMessage($"largest difference {worst:0.0e0} dB");
    }
}
