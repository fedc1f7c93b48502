using System.Text.Json.Serialization;

namespace Lacquer.Mastering.Decision;

/// <summary>The overall colour the user asks for.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ToneStyle>))]
public enum ToneStyle
{
    /// <summary>Fuller between 100 and 400 Hz.</summary>
    [JsonStringEnumMemberName("warm")]
    Warm,

    /// <summary>No colour of its own.</summary>
    [JsonStringEnumMemberName("balanced")]
    Balanced,

    /// <summary>Clearer between 2 and 10 kHz.</summary>
    [JsonStringEnumMemberName("open")]
    Open,
}
