using System.Buffers;
using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Hikyaku.Formats.Milter;

/// <summary>Writes packets to a milter: four octets of length, a letter, and the command's data.</summary>
public static class MilterWriter
{
    /// <summary>The version of the protocol that is spoken.</summary>
    public const int Version = 6;

    /// <summary>The longest piece of a body in one packet, in octets.</summary>
    public const int MaxBody = 65_535;

    /// <summary>A command without data.</summary>
    public static void Write(IBufferWriter<byte> output, MilterCommand command) => Write(output, command, []);

    /// <summary>A command with its data.</summary>
    public static void Write(IBufferWriter<byte> output, MilterCommand command, ReadOnlySpan<byte> data)
    {
        ArgumentNullException.ThrowIfNull(output);
        var start = output.GetSpan(5);
        BinaryPrimitives.WriteInt32BigEndian(start, data.Length + 1);
        start[4] = (byte)command;
        output.Advance(5);
        output.Write(data);
    }

    /// <summary>A command whose data are texts.</summary>
    public static void WriteTexts(IBufferWriter<byte> output, MilterCommand command, params ReadOnlySpan<string> texts)
    {
        var data = new ArrayBufferWriter<byte>(256);
        foreach (var text in texts)
            Append(data, text);
        Write(output, command, data.WrittenSpan);
    }

    /// <summary>The offer that begins a dialogue.</summary>
    public static void WriteOffer(IBufferWriter<byte> output, MilterActions actions, MilterSteps steps)
    {
        Span<byte> data = stackalloc byte[12];
        BinaryPrimitives.WriteInt32BigEndian(data, Version);
        BinaryPrimitives.WriteInt32BigEndian(data[4..], (int)actions);
        BinaryPrimitives.WriteInt32BigEndian(data[8..], (int)steps);
        Write(output, MilterCommand.Negotiate, data);
    }

    /// <summary>The values that go with a command, by their names: <c>i</c>, <c>{auth_authen}</c>.</summary>
    public static void WriteMacros(IBufferWriter<byte> output, MilterCommand command, params ReadOnlySpan<(string Name, string? Value)> macros)
    {
        var data = new ArrayBufferWriter<byte>(256);
        data.Write([(byte)command]);
        foreach (var (name, value) in macros)
        {
            if (value is not null)
            {
                Append(data, name);
                Append(data, value);
            }
        }

        Write(output, MilterCommand.Macros, data.WrittenSpan);
    }

    /// <summary>Who has connected.</summary>
    public static void WriteConnect(IBufferWriter<byte> output, string hostName, IPEndPoint client)
    {
        ArgumentNullException.ThrowIfNull(client);
        var data = new ArrayBufferWriter<byte>(256);
        Append(data, hostName);
        Span<byte> family = [client.AddressFamily == AddressFamily.InterNetworkV6 ? (byte)'6' : (byte)'4', 0, 0];
        BinaryPrimitives.WriteUInt16BigEndian(family[1..], (ushort)client.Port);
        data.Write(family);
        Append(data, client.Address.ToString());
        Write(output, MilterCommand.Connect, data.WrittenSpan);
    }

    /// <summary>A header field; line ends within the value are LF, as milters know them.</summary>
    public static void WriteHeader(IBufferWriter<byte> output, ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        var data = new ArrayBufferWriter<byte>(name.Length + value.Length + 2);
        data.Write(name);
        data.Write([(byte)0]);
        var room = data.GetSpan(value.Length + 1);
        var count = 0;
        foreach (var octet in value)
        {
            if (octet is not ((byte)'\r' or 0))
                room[count++] = octet;
        }

        room[count++] = 0;
        data.Advance(count);
        Write(output, MilterCommand.Header, data.WrittenSpan);
    }

    // A NUL ends a text: whatever holds one would shift those behind it.
    private static void Append(ArrayBufferWriter<byte> data, string text)
    {
        data.Write(Encoding.UTF8.GetBytes(text.Replace("\0", "", StringComparison.Ordinal)));
        data.Write([(byte)0]);
    }
}
