using BenchmarkDotNet.Running;
using Lacquer.Benchmarks;

if (args is ["inference", string mix])
{
    InferenceShare.Print(mix);
}
else
{
    BenchmarkSwitcher.FromAssembly(typeof(InferenceShare).Assembly).Run(args);
}
