using System.Text.RegularExpressions;
using Lacquer.Mastering.Decision;
using Lacquer.Server.Work;

namespace Lacquer.Server.Api;

/// <summary>Finds which part of a request the engine refuses, so that the answer can point at it.</summary>
internal static partial class GuiltyWish
{
    /// <summary>The refusal, with a JSON pointer to the first part that is refused by itself too; without one where only their combination is.</summary>
    /// <param name="wish">What was refused.</param>
    /// <param name="plan">The plan that it was put on; null for none.</param>
    /// <param name="refusal">What the engine said of all of it.</param>
    public static ApiException Refusal(Wish wish, MasteringPlan? plan, PlanException refusal)
    {
        foreach ((string pointer, Wish part) in Parts(wish))
        {
            try
            {
                part.Read().On(plan);
            }
            catch (PlanException own)
            {
                return ApiException.Impossible(pointer, Words(own));
            }
        }

        return ApiException.Impossible("", Words(refusal));
    }

    private static IEnumerable<(string Pointer, Wish Part)> Parts(Wish wish) =>
    [
        .. wish.Controls.Select(control => ($"/controls/{control.Key.Replace("~", "~0").Replace("/", "~1")}", new Wish { Controls = new Dictionary<string, System.Text.Json.JsonElement> { [control.Key] = control.Value } })),
        .. wish.Presets.Select((preset, at) => ($"/presets/{at}", new Wish { Presets = [preset] })),
        .. wish.Set.Select((set, at) => ($"/set/{at}", new Wish { Set = [set] })),
        .. wish.Bypass.Select((stage, at) => ($"/bypass/{at}", new Wish { Bypass = [stage] })),
        .. wish.Lock.Select((name, at) => ($"/lock/{at}", new Wish { Lock = [name] })),
        .. wish.Unlock.Select((name, at) => ($"/unlock/{at}", new Wish { Unlock = [name] })),
    ];

    /// <summary>The engine speaks to people at a command line; here there are no options.</summary>
    private static string Words(PlanException refusal) => Option().Replace(refusal.Message, "$1");

    [GeneratedRegex(@"(?<![\w-])--([a-z][a-z-]*)", RegexOptions.CultureInvariant)]
    private static partial Regex Option();
}
