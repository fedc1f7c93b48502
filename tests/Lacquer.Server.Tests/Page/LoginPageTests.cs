using Lacquer.Server.Tests.Accounts;
using Microsoft.Playwright;

namespace Lacquer.Server.Tests.Page;

/// <summary>The way in and out of a studio that asks who is there.</summary>
public sealed class LoginPageTests(AccountStudio service, Browser browser) : IClassFixture<AccountStudio>, IClassFixture<Browser>
{
    private const string Address = "anna@example.org";
    private const string Password = "four words to remember";

    [Fact]
    public async Task Somebody_signs_up_masters_a_song_leaves_and_finds_it_again()
    {
        IPage page = await browser.OpenAsync(service.Studio, 1_280);
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("Log in.");
        await Assertions.Expect(page.GetByLabel("Mail address")).ToBeFocusedAsync();
        Assert.Empty(await Wcag.ViolationsAsync(page));

        // The rules for passwords come from the service, to the field they are about.
        await page.GetByRole(AriaRole.Button, new() { Name = "Create an account" }).ClickAsync();
        await FillAsync(page, "short");
        await page.GetByRole(AriaRole.Button, new() { Name = "Create the account" }).ClickAsync();
        await Assertions.Expect(page.Locator("#entry-password-fault")).ToContainTextAsync("10 characters");
        await Assertions.Expect(page.Locator("#entry-password")).ToBeFocusedAsync();
        Assert.Empty(await Wcag.ViolationsAsync(page));
        await FillAsync(page, Password);
        await page.Locator("#entry-password").PressAsync("Enter");

        IFileChooser chooser = await page.RunAndWaitForFileChooserAsync(() => page.GetByRole(AriaRole.Button, new() { Name = "Choose files" }).ClickAsync());
        await chooser.SetFilesAsync(new FilePayload { Name = "hers.wav", MimeType = "audio/wav", Buffer = Studio.Song(4) });
        await page.WaitForSelectorAsync(".numbers");
        string song = page.Url;

        // Without the session the next question leads to the login, and back to the song.
        await page.Context.ClearCookiesAsync();
        await page.ReloadAsync();
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("Log in.");
        await FillAsync(page, "not the right one");
        await page.Locator("#entry-password").PressAsync("Enter");
        await Assertions.Expect(page.Locator("#entry-password-fault")).ToContainTextAsync("wrong");
        await FillAsync(page, Password);
        await page.Locator("#entry-password").PressAsync("Enter");
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("hers");
        Assert.Equal(song, page.Url);

        // The menu: a key is shown once, and logging out leaves nothing to see.
        await page.GetByRole(AriaRole.Button, new() { Name = "Your account" }).ClickAsync();
        await Assertions.Expect(page.Locator(".account")).ToContainTextAsync(Address);
        await page.GetByText("API keys", new() { Exact = true }).ClickAsync();
        await page.GetByLabel("What the key is for").FillAsync("backup");
        Assert.Empty(await Wcag.ViolationsAsync(page));
        await page.GetByRole(AriaRole.Button, new() { Name = "Make a key" }).ClickAsync();
        await Assertions.Expect(page.Locator("#key-secret")).ToHaveValueAsync(new System.Text.RegularExpressions.Regex("^lq_"));
        await page.GetByRole(AriaRole.Button, new() { Name = "Revoke: backup" }).ClickAsync();
        await Assertions.Expect(page.Locator("#key-secret")).ToHaveCountAsync(0);
        await page.GetByRole(AriaRole.Button, new() { Name = "Log out" }).ClickAsync();
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("Log in.");
        Assert.DoesNotContain("hers", await page.Locator("body").InnerTextAsync(), StringComparison.Ordinal);
        await FillAsync(page, Password);
        await page.Locator("#entry-password").PressAsync("Enter");
        await Assertions.Expect(page.Locator(".song-list")).ToContainTextAsync("hers");
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task The_way_in_fits_a_telephone_in_the_dark()
    {
        IPage page = await browser.OpenAsync(service.Studio, 390, ColorScheme.Dark);
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Create an account" })).ToBeVisibleAsync();
        Assert.Empty(await Wcag.ViolationsAsync(page));
        Assert.True(await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - innerWidth") <= 0);
        await page.Context.CloseAsync();
    }

    private static async Task FillAsync(IPage page, string password)
    {
        await page.Locator("#entry-email").FillAsync(Address);
        await page.Locator("#entry-password").FillAsync(password);
    }
}
