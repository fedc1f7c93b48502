using System.Text;

namespace Lacquer.Mastering.Tests.CommandLine;

/// <summary>Sends what a run prints to that run's own writer, so that several can run at once in one process.</summary>
internal sealed class RoutedConsole(TextWriter otherwise) : TextWriter
{
    private readonly AsyncLocal<TextWriter?> _target = new();

    public override Encoding Encoding => otherwise.Encoding;

    /// <summary>Where this run's text goes; null: to the console as before.</summary>
    public TextWriter? Target
    {
        get => _target.Value;
        set => _target.Value = value;
    }

    public override void Write(char value) => (Target ?? otherwise).Write(value);

    public override void Write(char[] buffer, int index, int count) => (Target ?? otherwise).Write(buffer, index, count);

    public override void Write(string? value) => (Target ?? otherwise).Write(value);

    public override void Flush() => (Target ?? otherwise).Flush();
}
