namespace Lacquer.Server.Api.Description;

/// <summary>A refusal that is an endpoint's own, as the OpenAPI document tells of it.</summary>
/// <param name="Status">The answer's status.</param>
/// <param name="Words">When it comes.</param>
internal sealed record RefusalWords(int Status, string Words);
