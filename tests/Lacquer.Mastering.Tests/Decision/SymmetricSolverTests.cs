using Lacquer.Mastering.Decision.Statistical;
using MathNet.Numerics.LinearAlgebra;

namespace Lacquer.Mastering.Tests.Decision;

public sealed class SymmetricSolverTests
{
    private const double Tolerance = 1e-9; // double precision, condition number under 1e4

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(25)]
    public void Agrees_with_an_independent_solver(int n)
    {
        Matrix<double> random = Matrix<double>.Build.Random(n, n, seed: n);
        Matrix<double> a = (random * random.Transpose()) + Matrix<double>.Build.DenseIdentity(n);
        Vector<double> b = Vector<double>.Build.Random(n, seed: 7);

        var solver = new SymmetricSolver(a.ToArray());

        double[] x = solver.Solve(b.ToArray());
        Vector<double> expected = a.Solve(b);
        for (int i = 0; i < n; i++)
        {
            Assert.Equal(expected[i], x[i], Tolerance);
        }
    }

    [Fact]
    public void Refuses_what_is_not_positive_definite()
    {
        Assert.Throws<ArgumentException>(() => new SymmetricSolver(new double[,] { { 1, 2 }, { 2, 1 } }));
        Assert.Throws<ArgumentException>(() => new SymmetricSolver(new double[,] { { double.NaN } }));
    }
}
