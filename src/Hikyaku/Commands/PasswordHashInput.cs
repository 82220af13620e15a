using Hikyaku.Formats.Passwords;

namespace Hikyaku.Commands;

/// <summary>Takes a hash that another system made of a password.</summary>
internal static class PasswordHashInput
{
    /// <summary>The hash, which can be verified; null after the reason was said.</summary>
    public static async ValueTask<string?> Read(CommandContext context)
    {
        var line = (await context.Terminal.ReadLine(secret: true, context.Cancellation))?.TrimEnd('\r') ?? "";
        if (line.Length > 0 && PasswordHash.TryParse(line, out _, out _))
        {
            return line;
        }

        // What stood there is not repeated: it may be a password.
        context.Refuse(CommandMessages.Get(line.Length == 0 ? "PasswordMissing" : "PasswordHashUnknown"));
        return null;
    }
}
