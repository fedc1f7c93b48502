using System.Diagnostics;
using Lacquer.Cli;
using Lacquer.TestKit;

namespace Lacquer.Mastering.Tests.CommandLine;

/// <summary>However a render is stopped in the middle of writing, nothing half-written stays.</summary>
public sealed class InterruptionTests
{
    private const int RateHz = 44_100;

    [Theory]
    [InlineData("INT")] // Ctrl-C
    [InlineData("TERM")]
    [InlineData("HUP")] // the terminal was closed
    public void A_signal_in_the_middle_leaves_the_mix_alone_in_its_folder(string signal)
    {
        using var workshop = new Workshop();
        string mix = workshop.File("mix.wav");
        SoundFile.Write(mix, ShapedNoise.Pink(0.05, RateHz, seconds: 60), RateHz, "wav", "16");
        // Whatever the tests' own parent made the program ignore, it starts with the signals' usual meaning.
        string[] command = [$"--default-signal={signal}", "dotnet", typeof(ExitCode).Assembly.Location, "master", mix];
        using Process process = Process.Start(new ProcessStartInfo("env", command) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true })!;
        while (workshop.Names() is ["mix.wav"] && !process.HasExited)
        {
            Thread.Sleep(2);
        }

        ExternalProgram.Run("kill", $"-{signal}", $"{process.Id}");
        string error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.Equal(130, process.ExitCode);
        Assert.Equal($"lacquer: {mix}: stopped.\n", error);
        Assert.Equal(["mix.wav"], workshop.Names());
    }
}
