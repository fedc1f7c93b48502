using System.Net;
using Lacquer.Server.Storage;
using Lacquer.Server.Webhooks;
using Microsoft.AspNetCore.Http;

namespace Lacquer.Server.Tests.Webhooks;

/// <summary>Messages go where their owner said, if that is the public Internet, and nowhere else.</summary>
public sealed class WebhookSenderTests
{
    [Theory]
    [InlineData("1.1.1.1", true)]
    [InlineData("172.15.255.255", true)]
    [InlineData("172.16.0.1", false)]
    [InlineData("172.31.255.255", false)]
    [InlineData("172.32.0.1", true)]
    [InlineData("0.0.0.0", false)]
    [InlineData("10.0.0.1", false)]
    [InlineData("100.64.0.1", false)]
    [InlineData("127.0.0.1", false)]
    [InlineData("169.254.169.254", false)]
    [InlineData("192.168.1.1", false)]
    [InlineData("198.18.0.1", false)]
    [InlineData("224.0.0.1", false)]
    [InlineData("255.255.255.255", false)]
    [InlineData("2606:4700::1111", true)]
    [InlineData("::", false)]
    [InlineData("::1", false)]
    [InlineData("::127.0.0.1", false)]
    [InlineData("::ffff:127.0.0.1", false)]
    [InlineData("::ffff:1.1.1.1", true)]
    [InlineData("64:ff9b::7f00:1", false)] // NAT64 of 127.0.0.1
    [InlineData("2002:7f00:1::", false)] // 6to4 of 127.0.0.1
    [InlineData("2001:0:7f00:1::", false)] // Teredo
    [InlineData("fe80::1", false)]
    [InlineData("fc00::1", false)]
    [InlineData("fd12:3456::1", false)]
    [InlineData("ff02::1", false)]
    [InlineData("2001:db8::1", false)]
    public void Knows_what_is_public(string address, bool isPublic) => Assert.Equal(isPublic, PublicInternet.Has(IPAddress.Parse(address)));

    [Theory]
    [InlineData("localhost")] // a name that passes as one of the Internet until it is looked up
    [InlineData("127.0.0.1")]
    [InlineData("[::ffff:127.0.0.1]")]
    public async Task Names_that_lead_inside_are_not_connected_to(string host)
    {
        await using Receiver receiver = await Receiver.StartAsync();
        SendOutcome outcome = await SendAsync(new UriBuilder(receiver.Url) { Host = host }.ToString());
        Assert.Equal((null, "Its name does not lead to the public Internet."), (outcome.Status, outcome.Problem));
        Assert.Empty(receiver.Messages);
    }

    [Fact]
    public async Task Redirects_are_not_followed()
    {
        await using Receiver inside = await Receiver.StartAsync();
        await using Receiver receiver = await Receiver.StartAsync(answer: http =>
        {
            http.Response.Redirect(inside.Url, permanent: true, preserveMethod: true);
            return Task.CompletedTask;
        });
        SendOutcome outcome = await SendAsync(receiver.Url, "127.0.0.1");
        Assert.Equal(308, outcome.Status);
        Assert.NotNull(outcome.Problem);
        Assert.Single(receiver.Messages);
        Assert.Empty(inside.Messages);
    }

    [Fact]
    public async Task An_answer_without_end_is_not_read()
    {
        long written = 0;
        var ended = new TaskCompletionSource();
        await using Receiver receiver = await Receiver.StartAsync(answer: async http =>
        {
            var block = new byte[1 << 16];
            try
            {
                while (!http.RequestAborted.IsCancellationRequested)
                {
                    await http.Response.Body.WriteAsync(block, http.RequestAborted);
                    written += block.Length;
                    // What is written after the other side has gone is dropped at once: without a pause gigabytes are, before anybody hears of it.
                    await Task.Delay(5, http.RequestAborted);
                }
            }
            catch (OperationCanceledException)
            {
                // The connection is closed.
            }

            ended.SetResult();
        });
        Assert.Null((await SendAsync(receiver.Url, "127.0.0.1")).Problem);
        await ended.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        Assert.InRange(written, 0, 32 << 20); // what fits between the two programs, not what is sent
    }

    [Theory]
    [InlineData(204, true)]
    [InlineData(400, false)]
    [InlineData(500, false)]
    public async Task Only_success_is_success(int status, bool taken)
    {
        await using Receiver receiver = await Receiver.StartAsync(answer: http =>
        {
            http.Response.StatusCode = status;
            return Task.CompletedTask;
        });
        SendOutcome outcome = await SendAsync(receiver.Url, "127.0.0.1");
        Assert.Equal((status, taken), (outcome.Status, outcome.Problem is null));
    }

    [Fact]
    public async Task A_receiver_that_does_not_answer_in_time_counts_as_failed()
    {
        using var never = new CancellationTokenSource();
        await using Receiver receiver = await Receiver.StartAsync(answer: http => Task.Delay(Timeout.Infinite, CancellationTokenSource.CreateLinkedTokenSource(never.Token, http.RequestAborted).Token));
        using WebhookSender sender = Sender(["127.0.0.1"], TimeSpan.FromSeconds(1));
        SendOutcome outcome = await SendAsync(sender, receiver.Url);
        Assert.Equal((null, "It did not answer within 1 s."), (outcome.Status, outcome.Problem));
        Assert.Single(receiver.Messages);
        await never.CancelAsync();
    }

    private static WebhookSender Sender(string[] hosts, TimeSpan patience) => new(new ServiceSettings { DataFolder = "", RenderProgram = [], WebhookHosts = hosts }, TimeProvider.System, patience);

    private static async Task<SendOutcome> SendAsync(string url, params string[] hosts)
    {
        using WebhookSender sender = Sender(hosts, WebhookSender.Longest);
        return await SendAsync(sender, url);
    }

    private static async Task<SendOutcome> SendAsync(WebhookSender sender, string url)
    {
        var webhook = new Webhook { Id = "hook_1", AccountId = "anna", Url = url, Events = nameof(WebhookEvent.JobFailed), Secret = WebhookSecret.New(), Created = 0 };
        return await sender.SendAsync(webhook, Outbox.Message(webhook, WebhookEvent.Test, new { }, 0, jobId: null), TestContext.Current.CancellationToken);
    }
}
