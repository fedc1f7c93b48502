using System.Text;
using Microsoft.Extensions.Logging;

namespace Lacquer.Server.Tests.Accounts;

/// <summary>Keeps what a service logs, with all values.</summary>
internal sealed class Log : ILoggerProvider
{
    private readonly StringBuilder _text = new();

    public string Text
    {
        get
        {
            lock (_text)
            {
                return _text.ToString();
            }
        }
    }

    public ILogger CreateLogger(string categoryName) => new Writer(this, categoryName);

    public void Dispose()
    {
        // Nothing is held.
    }

    private sealed class Writer(Log log, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            lock (log._text)
            {
                log._text.AppendLine($"{category} {logLevel} {eventId.Name} {formatter(state, exception)} {exception}");
            }
        }
    }
}
