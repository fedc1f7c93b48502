namespace Lacquer.Server.Work;

/// <summary>The process ended in the middle of its work.</summary>
internal sealed class DeskLostException(string message) : Exception(message);
