using System.Text;

namespace Lacquer.Server.Api;

/// <summary>
/// Text that is none: a NUL, half of a pair of surrogates. PostgreSQL keeps neither, and no id, name or note has them: who sends them has made a
/// mistake, or tries what happens.
/// </summary>
internal static class OddText
{
    private const string NoSuchText = "22021"; // PostgreSQL: character_not_in_repertoire
    private const string HalfOfAPair = "UTF-16"; // what the JSON reader names when it finds one
    private const string NoSuchEscape = "22P05"; // untranslatable_character

    /// <summary>Refuses it in addresses. Bodies meet the database first: see <see cref="Caused"/>.</summary>
    public static Task InvokeAsync(HttpContext http, RequestDelegate next)
    {
        bool isOdd = IsOdd(http.Request.Path.Value) || http.Request.Query.Any(one => IsOdd(one.Key) || one.Value.Any(IsOdd)) || http.Request.RouteValues.Values.Any(value => IsOdd(value as string));
        return isOdd ? throw Refusal() : next(http);
    }

    /// <summary>Whether an exception says that the database was given such text.</summary>
    public static bool Caused(Exception? exception)
    {
        for (Exception? cause = exception; cause is not null; cause = cause.InnerException)
        {
            if (cause is EncoderFallbackException or Npgsql.PostgresException { SqlState: NoSuchText or NoSuchEscape }
                || (cause is InvalidOperationException && cause.Message.Contains(HalfOfAPair, StringComparison.Ordinal)))
            {
                return true;
            }
        }

        return false;
    }

    public static ApiException Refusal() => new(StatusCodes.Status400BadRequest, "invalid-request", "The request cannot be read", "The request holds characters that no text has: a NUL, or half of one.");

    private static bool IsOdd(string? text)
    {
        for (int i = 0; i < text?.Length; i++)
        {
            if (text[i] == '\0' || (char.IsSurrogate(text[i]) && !(i + 1 < text.Length && char.IsSurrogatePair(text[i], text[i + 1]))))
            {
                return true;
            }

            i += char.IsHighSurrogate(text[i]) ? 1 : 0;
        }

        return false;
    }
}
