using System.Text.Json.Nodes;
using Microsoft.Playwright;

namespace Lacquer.Server.Tests.Page;

/// <summary>Two people and one song: the engineer's page and the page behind a link; and three versions for one pair of ears.</summary>
public sealed class TogetherTests(Studio studio, Browser browser) : IClassFixture<Browser>
{
    [Fact]
    public async Task A_song_is_shared_heard_spoken_about_and_approved()
    {
        string master = await MasterAsync("our song.wav");
        IPage owner = await browser.OpenAsync(studio, 1_280);
        await ShowAsync(owner, master);
        await owner.GetByRole(AriaRole.Button, new() { Name = "Share", Exact = true }).ClickAsync();
        await owner.GetByLabel("For whom").FillAsync("Anna");
        Assert.Empty(await Wcag.ViolationsAsync(owner));
        await owner.GetByRole(AriaRole.Button, new() { Name = "Make a link" }).ClickAsync();
        string url = await owner.Locator("#share-url").InputValueAsync();
        Assert.Empty(await Wcag.ViolationsAsync(owner));
        await owner.GetByRole(AriaRole.Button, new() { Name = "Close" }).ClickAsync();

        // The other one has a phone, and nothing but the link.
        IPage anna = await browser.OpenAsync(studio, 390, ColorScheme.Dark);
        var refused = new List<string>();
        anna.Console += (_, message) => refused.AddRange(message.Text.Contains("Content Security Policy", StringComparison.Ordinal) ? [message.Text] : []);
        await anna.GotoAsync(url);
        await Assertions.Expect(anna.Locator("h1")).ToHaveTextAsync("our song");
        await anna.WaitForFunctionAsync("() => document.querySelector('.deck') && !document.querySelector('.wave-state')");
        await Assertions.Expect(anna.Locator(".matching")).ToContainTextAsync("urned down");
        await anna.Locator(".wave-box").PressAsync("ArrowRight"); // five seconds on
        await anna.GetByLabel("Your name").FillAsync("Anna");
        await anna.Locator("#comment-text").FillAsync("<img src=x onerror=alert(1)> too loud");
        await anna.GetByRole(AriaRole.Button, new() { Name = "Comment", Exact = true }).ClickAsync();
        await Assertions.Expect(anna.Locator(".remark-text")).ToHaveTextAsync("<img src=x onerror=alert(1)> too loud");
        await Assertions.Expect(anna.Locator(".remark .stamp")).ToHaveTextAsync("0:05.0");
        await anna.GetByRole(AriaRole.Button, new() { Name = "Ask for changes" }).ClickAsync();
        await Assertions.Expect(anna.Locator(".approval")).ToHaveTextAsync("Anna asks for changes");
        await anna.GetByRole(AriaRole.Button, new() { Name = "Approve", Exact = true }).ClickAsync();
        await Assertions.Expect(anna.Locator(".approval")).ToHaveTextAsync("Approved by Anna");
        Assert.Empty(await Wcag.ViolationsAsync(anna));
        Assert.True(await anna.EvaluateAsync<int>("() => document.documentElement.scrollWidth - innerWidth") <= 0);
        Assert.Empty(refused);

        // The owner sees it along the song, jumps there and answers.
        await owner.ReloadAsync();
        await owner.Locator(".mark").ClickAsync();
        await Assertions.Expect(owner.Locator(".clock-now")).ToContainTextAsync("0:0");
        Assert.True(await owner.EvaluateAsync<int>("() => Number(document.querySelector('.wave-box').getAttribute('aria-valuenow'))") >= 4);
        await Assertions.Expect(owner.Locator(".song-approvals")).ToContainTextAsync("Approved by Anna");
        await owner.GetByRole(AriaRole.Button, new() { Name = "Answer", Exact = true }).ClickAsync();
        await owner.GetByLabel("Your answer to Anna").FillAsync("Turned down.");
        Assert.Empty(await Wcag.ViolationsAsync(owner));
        await owner.Locator(".remark-form button[type=submit]").ClickAsync();
        await Assertions.Expect(owner.Locator(".remark-answer")).ToContainTextAsync("Turned down.");
        await anna.ReloadAsync();
        await Assertions.Expect(anna.Locator(".remark-answer")).ToContainTextAsync("Turned down.");

        // Revoked is over.
        await owner.Locator(".share-button").ClickAsync();
        await owner.GetByRole(AriaRole.Button, new() { Name = "Revoke: Anna" }).ClickAsync();
        await Assertions.Expect(owner.Locator(".share-list")).ToHaveCountAsync(0);
        await anna.ReloadAsync();
        await Assertions.Expect(anna.Locator("body")).ToContainTextAsync("does not work any more");
        Assert.Empty(await Wcag.ViolationsAsync(anna));
        await owner.Context.CloseAsync();
        await anna.Context.CloseAsync();
    }

    [Fact]
    public async Task Three_versions_are_heard_without_names_and_the_one_that_is_picked_is_made()
    {
        string master = await MasterAsync("which one.wav");
        IPage page = await browser.OpenAsync(studio, 1_280);
        await ShowAsync(page, master);
        await page.GetByRole(AriaRole.Button, new() { Name = "Hear three versions blind" }).ClickAsync();
        ILocator pick = page.GetByRole(AriaRole.Button, new() { Name = "Pick B" });
        await Assertions.Expect(pick).ToBeVisibleAsync(new() { Timeout = 120_000 });
        foreach (string key in (string[])["b", "c", "a"])
        {
            await page.Locator("body").PressAsync(key);
            await Assertions.Expect(page.Locator(".version[aria-pressed=true] kbd")).ToHaveTextAsync(key.ToUpperInvariant());
        }

        string before = await page.Locator("#page").InnerHTMLAsync();
        Assert.DoesNotContain("warmer and rounder", before, StringComparison.Ordinal);
        Assert.DoesNotContain("livelier", before, StringComparison.Ordinal);
        Assert.Empty(await Wcag.ViolationsAsync(page));

        await pick.ClickAsync();
        await Assertions.Expect(page.Locator(".candidates-list li")).ToHaveCountAsync(3);
        string told = await page.Locator(".candidates-list li").Nth(1).InnerTextAsync();
        string[] all = [.. (await page.Locator(".candidates-list li").AllInnerTextsAsync()).Select(text => text[1..].Trim()).Order()];
        Assert.Equal(["as it is now", "more open and livelier", "warmer and rounder"], all);
        Assert.Empty(await Wcag.ViolationsAsync(page));

        // What was picked is what is made.
        JsonArray revisions = (await studio.JsonAsync($"/v1/masters/{master}"))["revisions"]!.AsArray();
        string? style = revisions.Count > 1 ? revisions[1]!["wishes"]!["controls"]!["style"]!.GetValue<string>() : null;
        Assert.Equal(told.Contains("warmer", StringComparison.Ordinal) ? "warm" : told.Contains("livelier", StringComparison.Ordinal) ? "open" : null, style);
        await Assertions.Expect(page.Locator(".version[aria-pressed=true]")).ToContainTextAsync("Revision");
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_parameter_is_locked_and_another_is_set_for_the_loop_alone()
    {
        string master = await MasterAsync("keep this.wav");
        IPage page = await browser.OpenAsync(studio, 1_280);
        await ShowAsync(page, master);
        await page.EvaluateAsync("() => { document.querySelectorAll('.move')[1].querySelector('details').open = true; }");
        await page.Locator(".move").Nth(1).GetByRole(AriaRole.Button, new() { Name = "Lock 1 kHz" }).ClickAsync();
        await Assertions.Expect(page.Locator(".preview-line")).ToContainTextAsync("Locks hold from the next revision on");

        await page.Locator(".wave-box").FocusAsync();
        await page.Locator("body").PressAsync("[");
        await page.GetByLabel("Settings for the loop only").CheckAsync();
        await page.Locator("#dial-equalizer-mid2000Hz").FillAsync("2");
        await page.WaitForSelectorAsync(".preview-line.ready");
        Assert.Empty(await Wcag.ViolationsAsync(page));
        await page.GetByRole(AriaRole.Button, new() { Name = "Make this a revision" }).ClickAsync();
        await Assertions.Expect(page.Locator(".revs")).ToContainTextAsync("equaliser: 1 kHz locked", new() { IgnoreCase = true });
        JsonNode wishes = (await studio.JsonAsync($"/v1/masters/{master}"))["revisions"]![1]!["wishes"]!;
        Assert.Equal("equalizer.mid1000Hz", Assert.Single(wishes["lock"]!.AsArray())!.GetValue<string>());
        Assert.Matches(@"^equalizer\.mid2000Hz=2@0-\d", Assert.Single(wishes["set"]!.AsArray())!.GetValue<string>());
        await page.Context.CloseAsync();
    }

    private async Task<string> MasterAsync(string name)
    {
        JsonObject job = await studio.DoAsync("/v1/masters", new { uploadId = await studio.UploadAsync(Studio.Song(9), name) });
        return Studio.Text(job, "masterId");
    }

    private static async Task ShowAsync(IPage page, string master)
    {
        await page.GotoAsync($"/#/songs/{master}");
        await page.WaitForSelectorAsync(".numbers");
        await page.WaitForFunctionAsync("() => !document.querySelector('.wave-state')");
    }
}
