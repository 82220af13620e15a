using System.Security.Cryptography;

namespace Hikyaku.Commands;

/// <summary>Gets a new password: from standard input, by asking twice, or made up.</summary>
internal sealed record NewPasswordPrompt(string Text, bool IsGenerated)
{
    /// <summary>Letters and digits that are not taken for each other.</summary>
    private const string Letters = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789";

    /// <summary>120 bits.</summary>
    private const int Length = 21;

    /// <summary>Null after the reason was said.</summary>
    public static async ValueTask<NewPasswordPrompt?> Read(CommandContext context, bool fromInput, bool mayGenerate)
    {
        if (fromInput)
        {
            return await FromInput(context);
        }

        if (context.Terminal.IsInteractive)
        {
            return await Ask(context);
        }

        if (mayGenerate)
        {
            return new NewPasswordPrompt(RandomNumberGenerator.GetString(Letters, Length), IsGenerated: true);
        }

        context.Refuse(CommandMessages.Get("PasswordNeedsInput"));
        return null;
    }

    private static async ValueTask<NewPasswordPrompt?> FromInput(CommandContext context)
    {
        if (await context.Terminal.ReadLine(secret: true, context.Cancellation) is { Length: > 0 } line)
        {
            return new NewPasswordPrompt(line.TrimEnd('\r'), IsGenerated: false);
        }

        context.Refuse(CommandMessages.Get("PasswordMissing"));
        return null;
    }

    private static async ValueTask<NewPasswordPrompt?> Ask(CommandContext context)
    {
        await context.Error.WriteAsync(CommandMessages.Get("PasswordPrompt"));
        await context.Error.FlushAsync(context.Cancellation);
        var first = await context.Terminal.ReadLine(secret: true, context.Cancellation);
        await context.Error.WriteAsync(CommandMessages.Get("PasswordAgain"));
        await context.Error.FlushAsync(context.Cancellation);
        var second = await context.Terminal.ReadLine(secret: true, context.Cancellation);
        if (!string.IsNullOrEmpty(first) && string.Equals(first, second, StringComparison.Ordinal))
        {
            return new NewPasswordPrompt(first, IsGenerated: false);
        }

        context.Refuse(CommandMessages.Get(string.IsNullOrEmpty(first) ? "PasswordMissing" : "PasswordsDiffer"));
        return null;
    }
}
