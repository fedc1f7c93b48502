using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Lacquer.Server.Tests.Page;

/// <summary>Looks a page through for what keeps people out.</summary>
internal static class Wcag
{
    /// <summary>What breaks WCAG 2.2 AA, with the places.</summary>
    public static async Task<string[]> ViolationsAsync(IPage page)
    {
        AxeResult result = await page.RunAxe(new AxeRunOptions { RunOnly = RunOnlyOptions.Tags("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa") });
        return [.. result.Violations.Select(violation => $"{violation.Id}: {string.Join(", ", violation.Nodes.Take(3).Select(node => node.Html))}")];
    }
}
