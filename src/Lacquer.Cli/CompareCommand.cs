using System.CommandLine;
using System.Text.Json.Nodes;
using Lacquer.Mastering.Analysis;
using Lacquer.Mastering.Decision;
using Lacquer.Mastering.Reporting;
using Lacquer.Mastering.Verification;

namespace Lacquer.Cli;

/// <summary><c>lacquer compare</c>: what differs between two files once they are equally loud.</summary>
internal static class CompareCommand
{
    public static Command Create()
    {
        var a = new Argument<string>("A") { Description = "first file" };
        var b = new Argument<string>("B") { Description = "second file" };
        var json = new Option<bool>("--json") { Description = "print nothing but JSON" };
        var command = new Command("compare", "The difference of two files at equal loudness: residual, loudness, tone, width.") { a, b, json };
        command.SetAction((parsed, cancel) => Task.FromResult(Run(parsed.GetValue(a)!, parsed.GetValue(b)!, parsed.GetValue(json), cancel)));
        return command;
    }

    private static int Run(string a, string b, bool json, CancellationToken cancel)
    {
        string current = a;
        try
        {
            Comparison comparison = Comparer.Compare(new TrackAnalyser(), a, b, file => current = file, cancel);
            if (json)
            {
                Console.Out.WriteLine(ComparisonJson.Write(comparison).ToJsonString(JsonOutput.Options));
            }
            else
            {
                Print(comparison, Console.Out);
            }

            return ExitCode.Done;
        }
        catch (Exception exception)
        {
            var failure = Failure.From(exception);
            failure.Print(current);
            if (json)
            {
                Console.Out.WriteLine(new JsonArray(ReportJson.Failure(current, failure.Code, failure.Message)).ToJsonString(JsonOutput.Options));
            }

            return failure.ExitCode;
        }
    }

    private static void Print(Comparison c, TextWriter to)
    {
        to.WriteLine($"A  {c.FileA}");
        to.WriteLine($"B  {c.FileB}, {Words.Signed(c.GainDb)} dB to match A");
        to.WriteLine();
        to.WriteLine(double.IsNegativeInfinity(c.ResidualDb)
            ? "  residual     none: the files are the same"
            : $"  residual     {Words.Level(c.ResidualDb)} dB against A");
        to.WriteLine($"  loudness     {Words.Level(c.A.Loudness.Integrated.Value)} → {Words.Level(c.B.Loudness.Integrated.Value)} LUFS, range {Words.Level(c.A.Loudness.Range.Value)} → {Words.Level(c.B.Loudness.Range.Value)} LU");
        to.WriteLine($"  true peak    {Words.Level(c.A.Loudness.TruePeak.Value)} → {Words.Level(c.B.Loudness.TruePeak.Value)} dBTP");
        to.WriteLine($"  width        {Words.Level(c.A.Stereo.SideToMidDb)} → {Words.Level(c.B.Stereo.SideToMidDb)} dB side to mid");
        to.WriteLine($"  tone         {Words.Level(c.ToneRmsDb)} dB RMS from 50 Hz to 12.5 kHz");
        for (int i = 0; i < c.ToneDb.Length; i++)
        {
            double difference = c.ToneDb[i];
            int length = double.IsFinite(difference) ? (int)Math.Round(Math.Min(12, Math.Abs(difference)) * 2) : 0;
            string bar = new(difference < 0 ? '−' : '+', length);
            to.WriteLine($"    {Words.Frequency(c.A.Tone.BandCentresHz[i]),9} {(double.IsFinite(difference) ? Words.Signed(difference) : ""),6} {bar}");
        }
    }
}
