namespace Lacquer.Server.Api.Description;

/// <summary>A header that an endpoint reads or answers with, as the OpenAPI document tells of it.</summary>
/// <param name="Status">The answer that has it; null: the request.</param>
/// <param name="Name">The header.</param>
/// <param name="Words">What it is for.</param>
/// <param name="Required">Whether a request must have it.</param>
internal sealed record HeaderWords(int? Status, string Name, string Words, bool Required);
