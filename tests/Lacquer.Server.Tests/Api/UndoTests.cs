using System.Net;
using System.Text.Json.Nodes;

namespace Lacquer.Server.Tests.Api;

/// <summary>A note can go back to the version before, as it can within a project.</summary>
public sealed class UndoTests(Studio studio)
{
    private const string Undo = "undo the last change";

    [Fact]
    public async Task A_note_goes_back_to_the_revision_before_and_makes_the_same_master()
    {
        string upload = await studio.UploadAsync(Studio.Song(1));
        JsonObject first = await studio.DoAsync("/v1/masters", new { uploadId = upload });
        string master = Studio.Text(first, "masterId");
        JsonObject second = await studio.DoAsync($"/v1/masters/{master}/revisions", new { set = (string[])["loudness.gainDb=-3"] });
        Assert.Equal("succeeded", Studio.Text(second, "state"));

        JsonObject told = await OkAsync("/v1/notes:interpret", new { note = Undo, masterId = master });
        Assert.Equal(2, told["revision"]!.GetValue<int>());
        Assert.NotEmpty(told["changes"]!.AsArray());

        JsonObject third = await studio.DoAsync($"/v1/masters/{master}/revisions", new { notes = (string[])[Undo] });
        Assert.True(Studio.Text(third, "state") == "succeeded", third.ToJsonString());
        Assert.Equal(await SoundAsync(first), await SoundAsync(third));
        JsonObject revision = await studio.JsonAsync($"/v1/masters/{master}/revisions/3");
        Assert.Equal(1, revision["parent"]!.GetValue<int>());
    }

    [Fact]
    public async Task What_has_nothing_before_it_says_so_at_once()
    {
        string upload = await studio.UploadAsync(Studio.Song(1));
        string master = Studio.Text(await studio.DoAsync("/v1/masters", new { uploadId = upload }), "masterId");
        (string Path, object Body, string Pointer)[] cases =
        [
            ("/v1/masters", new { uploadId = upload, notes = (string[])["brighter", Undo] }, "/notes/1"),
            ("/v1/masters", new { uploadId = upload, goneBack = true }, "/goneBack"),
            ($"/v1/masters/{master}/revisions", new { notes = (string[])[Undo] }, "/notes/0"),
            ($"/v1/masters/{master}/revisions", new { notes = (string[])["brighter"], goneBack = true }, "/goneBack"),
            ("/v1/notes:interpret", new { note = Undo, masterId = master }, "/note"),
        ];
        foreach ((string path, object body, string pointer) in cases)
        {
            using HttpResponseMessage answer = await studio.PostAsync(path, body);
            Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
            JsonNode problem = JsonNode.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;
            Assert.Equal(pointer, Studio.Text(problem["errors"]![0]!, "pointer"));
        }
    }

    private async Task<JsonObject> OkAsync(string path, object body)
    {
        using HttpResponseMessage answer = await studio.PostAsync(path, body);
        return await Studio.OkAsync(answer);
    }

    private Task<byte[]> SoundAsync(JsonObject job) => studio.Http.GetByteArrayAsync(Studio.Text(job["links"]!, "audio"), TestContext.Current.CancellationToken);
}
