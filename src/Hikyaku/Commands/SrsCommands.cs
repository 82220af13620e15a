using System.CommandLine;
using Hikyaku.Formats.Addresses;
using Hikyaku.Mail.Delivery;
using Hikyaku.Mail.Routing.Srs;
using Hikyaku.Mail.Settings;

namespace Hikyaku.Commands;

/// <summary><c>hikyaku srs …</c></summary>
internal static class SrsCommands
{
    private const string AddressName = "ADDRESS";

    public static Command Create(ICommandRunner runner) => CommandParts.Group(
        "srs",
        "Srs",
        CommandParts.New("show", "SrsShow").Does(runner, Show),
        CommandParts.New("rotate", "SrsRotate").DoesFirst(runner, Rotate),
        CommandParts.New("decode", "SrsDecode", CommandParts.Word(AddressName, "SrsAddressArgument")).Does(runner, Decode));

    private static Task<int> Show(CommandContext context, ParseResult parsed)
    {
        var settings = context.Get<Settings>();
        var (isOn, domain, keys) = (settings.Get(SrsSettings.Enabled), settings.Get(SrsSettings.Domain), settings.Get(SrsSettings.Keys));
        if (context.Json)
        {
            context.WriteJson(new { Enabled = isOn, Domain = domain, Keys = keys.All.Select(key => key.ToString()) });
            return Task.FromResult(0);
        }

        context.WriteFacts(
        [
            ("SrsOn", CommandViews.YesNo(isOn)),
            ("SrsDomain", domain.Length > 0 ? DomainName.ToUnicode(domain) : CommandMessages.Get("SrsOwnDomain")),
            ("SrsKeys", keys.ToString()),
        ]);
        return Task.FromResult(0);
    }

    private static async Task<int> Rotate(CommandContext context, ParseResult parsed) => context.Report(
        await context.Get<SrsPart>().Rotate(context.Actor, context.Cancellation),
        _ => new { Keys = Days(context) },
        _ => CommandMessages.Get("SrsRotated", string.Join(' ', Days(context))));

    private static async Task<int> Decode(CommandContext context, ParseResult parsed)
    {
        var text = parsed.GetRequiredValue<string>(AddressName);
        // As a report comes: with the null path.
        var report = new Envelope { ReversePath = null, Arrived = DateTimeOffset.UnixEpoch };
        if (!Address.TryParse(text, out var address) || await context.Get<SenderRewriting>().Return(address, report, context.Cancellation) is not { } back)
        {
            return context.Refuse(CommandMessages.Get("SrsNone", text));
        }

        if (back.Original is not { } original)
        {
            return context.Refuse(back.Status.ToString());
        }

        if (context.Json)
        {
            context.WriteJson(new { Original = original.ToString() });
        }
        else
        {
            await context.Out.WriteLineAsync(original.ToString());
        }

        return 0;
    }

    private static IEnumerable<string> Days(CommandContext context) => context.Get<Settings>().Get(SrsSettings.Keys).All.Select(key => key.ToString());
}
