namespace Lacquer.Mastering.Decision.Statistical;

/// <summary>Solves A·x = b for a symmetric positive definite matrix by Cholesky's factorisation A = L·Lᵀ.</summary>
internal sealed class SymmetricSolver
{
    private readonly double[,] _l;
    private readonly int _n;

    /// <summary>Factorises.</summary>
    /// <exception cref="ArgumentException">The matrix is not positive definite.</exception>
    public SymmetricSolver(double[,] a)
    {
        _n = a.GetLength(0);
        _l = new double[_n, _n];
        for (int i = 0; i < _n; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                double sum = a[i, j];
                for (int k = 0; k < j; k++)
                {
                    sum -= _l[i, k] * _l[j, k];
                }

                if (i == j && !(sum > 0))
                {
                    throw new ArgumentException("The matrix is not positive definite.", nameof(a));
                }

                _l[i, j] = i == j ? Math.Sqrt(sum) : sum / _l[j, j];
            }
        }
    }

    /// <summary>The solution for one right-hand side.</summary>
    public double[] Solve(double[] b)
    {
        var x = (double[])b.Clone();
        for (int i = 0; i < _n; i++)
        {
            for (int k = 0; k < i; k++)
            {
                x[i] -= _l[i, k] * x[k];
            }

            x[i] /= _l[i, i];
        }

        for (int i = _n - 1; i >= 0; i--)
        {
            for (int k = i + 1; k < _n; k++)
            {
                x[i] -= _l[k, i] * x[k];
            }

            x[i] /= _l[i, i];
        }

        return x;
    }
}
