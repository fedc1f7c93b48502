namespace Lacquer.Mastering.Networks;

/// <summary>Several networks of dense layers with SiLU between them; what they say is averaged.</summary>
internal sealed class DenseEnsemble
{
    private readonly DenseLayer[][] _members;
    private readonly int _outputs;

    /// <summary>Takes the layers.</summary>
    /// <param name="model">The weights.</param>
    /// <param name="members">How each member's layers' names begin.</param>
    /// <param name="layers">How they end, from input to output.</param>
    /// <param name="inputs">Length of the input.</param>
    /// <param name="outputs">Length of the output.</param>
    /// <exception cref="ModelException">A layer is missing, or does not fit its neighbours.</exception>
    public DenseEnsemble(ModelFile model, IEnumerable<string> members, string[] layers, int inputs, int outputs)
    {
        _outputs = outputs;
        _members = [.. members.Select(member => Member(model, member, layers, inputs, outputs))];
    }

    /// <summary>Computes one vector.</summary>
    public double[] Apply(float[] input)
    {
        var mean = new double[_outputs];
        foreach (DenseLayer[] member in _members)
        {
            float[] x = input;
            for (int l = 0; l < member.Length; l++)
            {
                var y = new float[member[l].Outputs];
                member[l].Apply(x, y);
                if (l < member.Length - 1)
                {
                    Activation.Silu(y);
                }

                x = y;
            }

            for (int i = 0; i < mean.Length; i++)
            {
                mean[i] += x[i] / (double)_members.Length;
            }
        }

        return mean;
    }

    private static DenseLayer[] Member(ModelFile model, string name, string[] layers, int inputs, int outputs)
    {
        var member = new DenseLayer[layers.Length];
        for (int l = 0; l < member.Length; l++)
        {
            member[l] = new DenseLayer(model, name + layers[l], inputs, l == member.Length - 1 ? outputs : null);
            inputs = member[l].Outputs;
        }

        return member;
    }
}
