using System.Text.Json.Serialization;

namespace Lacquer.Mastering.Decision.References;

/// <summary>What of a track can be drawn towards a reference.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ReferenceAspect>))]
public enum ReferenceAspect
{
    /// <summary>Tonal balance.</summary>
    [JsonStringEnumMemberName("tone")]
    Tone,

    /// <summary>Side against mid.</summary>
    [JsonStringEnumMemberName("width")]
    Width,

    /// <summary>Compression and sibilants.</summary>
    [JsonStringEnumMemberName("dynamics")]
    Dynamics,

    /// <summary>Loudness of the whole.</summary>
    [JsonStringEnumMemberName("loudness")]
    Loudness,
}
