using Lacquer.TestKit;
using Microsoft.Playwright;

namespace Lacquer.Server.Tests.Page;

/// <summary>The studio in a real browser: a real mix goes in, both versions are heard, a control is changed, a file comes out.</summary>
public sealed class StudioPageTests(Studio studio, Browser browser) : IClassFixture<Browser>
{
    /// <summary>Keeps what goes to the loudspeakers.</summary>
    private const string Record = """
        window.heard = { parts: [], on: false };
        const connect = AudioNode.prototype.connect;
        AudioNode.prototype.connect = function (to, ...rest) {
          if (to instanceof AudioDestinationNode && !this.isTap) {
            const tap = this.context.createScriptProcessor(4096, 2, 1);
            tap.isTap = true;
            tap.onaudioprocess = e => { if (window.heard.on) { window.heard.parts.push(e.inputBuffer.getChannelData(0).slice()); } };
            connect.call(this, tap);
            connect.call(tap, to);
          }
          return connect.call(this, to, ...rest);
        };
        """;

    /// <summary>The longest silence between the first and the last sound, in samples.</summary>
    private const string LongestGap = """
        () => {
          const all = window.heard.parts.flatMap(part => [...part]);
          const first = all.findIndex(v => v !== 0);
          let last = all.length - 1;
          while (last > first && all[last] === 0) { last--; }
          let run = 0, longest = 0;
          for (let i = first; i < last; i++) { run = all[i] === 0 ? run + 1 : 0; longest = Math.max(longest, run); }
          return first < 0 ? -1 : longest;
        }
        """;

    [Fact]
    public async Task A_mix_goes_in_and_a_master_is_heard_changed_and_taken_away()
    {
        IPage page = await browser.OpenAsync(studio);
        await page.AddInitScriptAsync(Record);
        await page.ReloadAsync();
        await UploadAsync(page, TestMusic.Files()[0]);
        await page.WaitForSelectorAsync(".numbers");
        await page.WaitForFunctionAsync("() => !document.querySelector('.wave-state')");

        // Both versions, swapped while they play.
        await page.Keyboard.PressAsync("Escape");
        await page.EvaluateAsync("() => { window.heard.on = true; }");
        await page.Locator(".play-button").ClickAsync();
        foreach (string key in (string[])["a", "b", "a", "b"])
        {
            await page.WaitForTimeoutAsync(600);
            await page.Locator("body").PressAsync(key);
            await Assertions.Expect(page.Locator(".version[aria-pressed=true] kbd")).ToHaveTextAsync(key.ToUpperInvariant());
        }

        await page.WaitForTimeoutAsync(600);
        await page.Locator(".play-button").ClickAsync();
        int gap = await page.EvaluateAsync<int>(LongestGap);
        Assert.InRange(gap, 0, 440); // ten milliseconds; -1: nothing was heard
        await Assertions.Expect(page.Locator(".matching")).ToContainTextAsync("urned down");

        // A control: the loop is rendered first, then the whole becomes a revision.
        await page.GetByRole(AriaRole.Button, new() { Name = "Open", Exact = true }).Or(page.GetByRole(AriaRole.Radio, new() { Name = "Open", Exact = true })).First.ClickAsync();
        await page.WaitForSelectorAsync(".preview-line.ready");
        await page.GetByRole(AriaRole.Button, new() { Name = "Make this a revision" }).ClickAsync();
        await Assertions.Expect(page.Locator("body")).ToContainTextAsync("Revision 2", new() { Timeout = 120_000 });

        // A file to take away, and it is one.
        IDownload download = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Button, new() { Name = "FLAC" }).ClickAsync());
        string path = await download.PathAsync();
        Assert.Equal("fLaC"u8.ToArray(), (await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken))[..4]);
        Assert.EndsWith(".flac", download.SuggestedFilename, StringComparison.Ordinal);
        Assert.Empty(await ViolationsAsync(page));
        await page.Context.CloseAsync();
    }

    [Theory]
    [InlineData(1_440, ColorScheme.Light)]
    [InlineData(900, ColorScheme.Dark)]
    [InlineData(390, ColorScheme.Light)]
    public async Task Everybody_can_use_it_at_any_width(int width, ColorScheme colours)
    {
        IPage page = await browser.OpenAsync(studio, width, colours);
        await page.WaitForSelectorAsync("h1, h2");
        Assert.Empty(await ViolationsAsync(page));
        await UploadAsync(page, await SongAsync($"song {width}.wav", Studio.Song(4)));
        await page.WaitForSelectorAsync(".numbers");
        await page.WaitForFunctionAsync("() => !document.querySelector('.wave-state')");
        Assert.Empty(await ViolationsAsync(page));
        int beyond = await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - innerWidth");
        Assert.True(beyond <= 0, $"{beyond} px stick out");
        await page.Locator("body").PressAsync("?");
        await page.WaitForSelectorAsync("dialog[open]");
        Assert.Empty(await ViolationsAsync(page));
        await page.Context.CloseAsync();
    }

    [Theory]
    [InlineData(1_280, ColorScheme.Light)]
    [InlineData(390, ColorScheme.Dark)]
    public async Task The_report_comes_with_its_looks_and_everybody_can_read_it(int width, ColorScheme colours)
    {
        System.Text.Json.Nodes.JsonObject job = await studio.DoAsync("/v1/masters", new { uploadId = await studio.UploadAsync(Studio.Song(20)) });
        IPage page = await browser.OpenAsync(studio, width, colours);
        var refused = new List<string>();
        page.Console += (_, message) => refused.AddRange(message.Text.Contains("Content Security Policy", StringComparison.Ordinal) ? [message.Text] : []);
        await page.GotoAsync(Studio.Text(job["links"]!, "page"));
        Assert.Empty(refused);
        Assert.NotEqual("rgba(0, 0, 0, 0)", await page.EvaluateAsync<string>("() => getComputedStyle(document.documentElement).backgroundColor"));
        Assert.Empty(await ViolationsAsync(page));
        Assert.True(await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - innerWidth") <= 0);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_file_that_is_no_sound_is_explained()
    {
        IPage page = await browser.OpenAsync(studio);
        await UploadAsync(page, await SongAsync("words.wav", "only words"u8.ToArray()));
        await Assertions.Expect(page.Locator("body")).ToContainTextAsync("ould not be mastered", new() { Timeout = 60_000 });
        Assert.Empty(await ViolationsAsync(page));
        await page.Context.CloseAsync();
    }

    private static async Task UploadAsync(IPage page, string file)
    {
        await page.WaitForSelectorAsync(".empty .button, .add-button");
        IFileChooser chooser = await page.RunAndWaitForFileChooserAsync(() => page.Locator(".empty .button, .add-button").First.ClickAsync());
        await chooser.SetFilesAsync(file);
    }

    private static async Task<string> SongAsync(string name, byte[] bytes)
    {
        string path = Path.Combine(Directory.CreateTempSubdirectory("lacquer-page-").FullName, name);
        await File.WriteAllBytesAsync(path, bytes, TestContext.Current.CancellationToken);
        return path;
    }

    private static Task<string[]> ViolationsAsync(IPage page) => Wcag.ViolationsAsync(page);
}
