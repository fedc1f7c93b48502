namespace Lacquer.Server.Accounts;

/// <summary>Marks an endpoint that takes the bytes of a sound: large bodies, few at a time for each account.</summary>
internal sealed class ByteFlow
{
    public static readonly ByteFlow Mark = new();
}
