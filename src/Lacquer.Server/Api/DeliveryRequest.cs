using Lacquer.Audio.Encoding;

namespace Lacquer.Server.Api;

/// <summary>The body of POST /v1/masters/{id}/revisions/{number}/deliveries.</summary>
internal sealed record DeliveryRequest
{
    /// <summary>wav, flac, mp3, ogg, opus, aiff or m4a.</summary>
    public required string Format { get; init; }

    /// <summary>16, 24 or 32f; left out: the format's own.</summary>
    public string? Bits { get; init; }

    /// <summary>Rate in Hz; left out: the mix's.</summary>
    public int? RateHz { get; init; }

    /// <param name="at">JSON pointer to this in the request's body.</param>
    /// <exception cref="ApiException">There is no such format.</exception>
    public void Check(string at)
    {
        try
        {
            var format = OutputFormat.Parse(Format, Bits);
            if (RateHz is { } rate && (rate is < 8_000 or > 384_000 || format.NearestRate(rate) != rate))
            {
                throw ApiException.Impossible($"{at}/rateHz", $"{Format} cannot have {rate} Hz.");
            }
        }
        catch (ArgumentException e)
        {
            throw ApiException.Impossible($"{at}{(e.ParamName == "bits" ? "/bits" : "/format")}", e.Message.Split(" (Parameter", 2)[0]);
        }
    }
}
