using Lacquer.Mastering;
using Spectre.Console;

namespace Lacquer.Cli;

/// <summary>A bar on standard error when that is a terminal; nothing otherwise.</summary>
internal static class ProgressBar
{
    public static T Show<T>(string title, Func<IProgress<MasteringProgress>?, T> work)
    {
        if (Console.IsErrorRedirected)
        {
            return work(null);
        }

        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        return console.Progress()
            .AutoClear(true)
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn())
            .Start(context =>
            {
                ProgressTask task = context.AddTask(Markup.Escape(title), maxValue: 1);
                return work(new Bar(task, title));
            });
    }

    private sealed class Bar(ProgressTask task, string title) : IProgress<MasteringProgress>
    {
        public void Report(MasteringProgress value)
        {
            task.Description = Markup.Escape($"{title}  {value.Step}");
            task.Value = value.Share;
        }
    }
}
