using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using System.Text;
using Hikyaku.Formats.SmtpSyntax;

namespace Hikyaku.Formats.Fronts;

/// <summary>What a front says of its client in the SMTP command XCLIENT; null for what it leaves out or does not know.</summary>
public sealed record XclientArguments
{
    /// <summary>The attributes that are known, as the EHLO keyword lists them.</summary>
    public const string Attributes = "NAME ADDR PORT PROTO HELO LOGIN DESTADDR DESTPORT";

    private const int MaxAttributes = 16;
    private const int MaxValue = 320;

    /// <summary>The client's address.</summary>
    public IPAddress? Address { get; init; }

    /// <summary>The client's port.</summary>
    public int? Port { get; init; }

    /// <summary>What the client said in EHLO or HELO.</summary>
    public string? Helo { get; init; }

    /// <summary>As whom the client signed in at the front.</summary>
    public string? Login { get; init; }

    /// <summary>The address that the client connected to.</summary>
    public IPAddress? DestinationAddress { get; init; }

    /// <summary>The port that the client connected to.</summary>
    public int? DestinationPort { get; init; }

    /// <summary>Reads what follows the verb: at least one attribute, each with a value in xtext.</summary>
    public static bool TryParse(ReadOnlySpan<byte> arguments, [NotNullWhen(true)] out XclientArguments? parsed)
    {
        parsed = null;
        var words = Encoding.ASCII.GetString(arguments).Split(' ', MaxAttributes + 1, StringSplitOptions.RemoveEmptyEntries);
        if (words.Length is 0 or > MaxAttributes)
            return false;

        var all = new XclientArguments();
        foreach (var word in words)
        {
            if (all.With(word) is not { } next)
                return false;
            all = next;
        }

        parsed = all;
        return true;
    }

    private XclientArguments? With(string word)
    {
        var equals = word.IndexOf('=', StringComparison.Ordinal);
        if (equals <= 0 || !Xtext.TryDecode(word.AsSpan(equals + 1), out var value) || value.Length is 0 or > MaxValue || value.AsSpan().ContainsAnyInRange('\0', '\x1f'))
            return null;

        var name = word[..equals].ToUpperInvariant();
        return value is "[UNAVAILABLE]" or "[TEMPUNAVAIL]" ? Unknown(name) : With(name, value);
    }

    private XclientArguments? With(string name, string value) => name switch
    {
        // We look names up ourselves, and what the client spoke to the front says nothing about what the front speaks to us.
        "NAME" or "PROTO" => this,
        "ADDR" => AddressOf(value) is { } address ? this with { Address = address } : null,
        "PORT" => PortOf(value) is { } port ? this with { Port = port } : null,
        "HELO" => this with { Helo = value },
        "LOGIN" => this with { Login = value },
        "DESTADDR" => AddressOf(value) is { } address ? this with { DestinationAddress = address } : null,
        "DESTPORT" => PortOf(value) is { } port ? this with { DestinationPort = port } : null,
        _ => null,
    };

    private XclientArguments? Unknown(string name) => Attributes.Split(' ').Contains(name) ? this : null;

    // IPv6 addresses carry the prefix that they have in address literals (RFC 5321 §4.1.3).
    private static IPAddress? AddressOf(string value)
    {
        var isSix = value.StartsWith("IPV6:", StringComparison.OrdinalIgnoreCase);
        return IPAddress.TryParse(isSix ? value.AsSpan(5) : value, out var address) && (isSix || value.Count(c => c == '.') == 3) ? address : null;
    }

    private static int? PortOf(string value) => ushort.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var port) ? port : null;
}
