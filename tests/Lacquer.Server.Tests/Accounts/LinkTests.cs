using System.Net;
using System.Text.Json.Nodes;
using Lacquer.Server.Accounts;
using Microsoft.Extensions.Logging;

namespace Lacquer.Server.Tests.Accounts;

/// <summary>A signed link opens one file, for some time, to whoever has it.</summary>
public sealed class LinkTests(AccountStudio service) : IClassFixture<AccountStudio>
{
    private readonly Studio _studio = service.Studio;

    [Fact]
    public async Task A_link_opens_one_file_without_a_login_and_nothing_else()
    {
        using Person person = await Person.NewAsync(_studio);
        Studio own = await person.StudioAsync();
        string upload = await own.UploadAsync(Studio.Song(2));
        string id = Studio.Text(await own.DoAsync("/v1/analyses", new { uploadId = upload }), "id");
        string other = Studio.Text(await own.DoAsync("/v1/analyses", new { uploadId = upload }), "id");
        var log = new Log();
        _studio.Get<ILoggerFactory>().AddProvider(log);

        JsonObject link = await own.BeginAsync($"/v1/jobs/{id}/files/analysis.json/links", new { });
        string url = Studio.Text(link, "url");
        Assert.Equal(HttpStatusCode.OK, await OpenAsync(url));
        string signature = url[(url.LastIndexOf('=') + 1)..];
        string until = url.Split("until=")[1].Split('&')[0];
        string[] forged =
        [
            url.Replace(id, other, StringComparison.Ordinal),
            url.Replace("analysis.json", "charts.json", StringComparison.Ordinal),
            url.Replace(until, until + "0", StringComparison.Ordinal),
            url.Replace(signature, new string('A', signature.Length), StringComparison.Ordinal),
            url[..^1],
            url.Split('?')[0],
            $"/v1/jobs/{id}/files/analysis.json?until={until}&signature={signature}",
        ];
        Assert.All(await Task.WhenAll(forged.Select(OpenAsync)), status => Assert.True(status is HttpStatusCode.NotFound or HttpStatusCode.Unauthorized, $"{status}"));

        string past = await _studio.Get<LinkSigner>().SignAsync(id, "analysis.json", 1_000, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NotFound, await OpenAsync($"/v1/links/{id}/analysis.json?until=1000&signature={past}"));
        Assert.DoesNotContain(signature, log.Text, StringComparison.Ordinal);
        Assert.Contains(id, log.Text, StringComparison.Ordinal);

        using HttpResponseMessage erased = await own.Http.DeleteAsync($"/v1/uploads/{upload}", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NotFound, await OpenAsync(url));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1441)]
    public async Task A_link_lasts_a_minute_to_a_day(double minutes)
    {
        using Person person = await Person.NewAsync(_studio);
        Studio own = await person.StudioAsync();
        string id = Studio.Text(await own.DoAsync("/v1/analyses", new { uploadId = await own.UploadAsync(Studio.Song(1)) }), "id");
        using HttpResponseMessage answer = await own.PostAsync($"/v1/jobs/{id}/files/analysis.json/links", new { minutes });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        using HttpResponseMessage nothing = await own.PostAsync($"/v1/jobs/{id}/files/nothing.json/links", new { });
        Assert.Equal(HttpStatusCode.NotFound, nothing.StatusCode);
    }

    [Fact]
    public async Task Another_key_in_the_configuration_voids_all_links()
    {
        var settings = new ServiceSettings { DataFolder = _studio.Data, RenderProgram = [] };
        var stores = _studio.Get<Microsoft.EntityFrameworkCore.IDbContextFactory<Lacquer.Server.Storage.Store>>();
        using var first = new LinkSigner(stores, settings, TimeProvider.System);
        using var elsewhere = new LinkSigner(stores, settings, TimeProvider.System);
        using var later = new LinkSigner(stores, settings with { LinkKey = "2" }, TimeProvider.System);
        long until = TimeProvider.System.GetUtcNow().AddHours(1).ToUnixTimeSeconds();
        string signature = await first.SignAsync("job_x", "audio.wav", until, TestContext.Current.CancellationToken);
        Assert.True(await elsewhere.IsGoodAsync("job_x", "audio.wav", until, signature, TestContext.Current.CancellationToken));
        Assert.False(await later.IsGoodAsync("job_x", "audio.wav", until, signature, TestContext.Current.CancellationToken));
    }

    private async Task<HttpStatusCode> OpenAsync(string url)
    {
        using HttpResponseMessage answer = await _studio.Http.GetAsync(url, TestContext.Current.CancellationToken);
        return answer.StatusCode;
    }
}
