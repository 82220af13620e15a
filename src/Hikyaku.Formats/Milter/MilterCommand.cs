namespace Hikyaku.Formats.Milter;

/// <summary>What the MTA says to a milter: the letters of the protocol (SMFIC).</summary>
public enum MilterCommand : byte
{
    /// <summary>Options are agreed on.</summary>
    Negotiate = (byte)'O',

    /// <summary>Values that go with the next command.</summary>
    Macros = (byte)'D',

    /// <summary>A client has connected.</summary>
    Connect = (byte)'C',

    /// <summary>HELO or EHLO.</summary>
    Helo = (byte)'H',

    /// <summary>MAIL.</summary>
    Mail = (byte)'M',

    /// <summary>RCPT.</summary>
    Rcpt = (byte)'R',

    /// <summary>DATA.</summary>
    Data = (byte)'T',

    /// <summary>A header field.</summary>
    Header = (byte)'L',

    /// <summary>The header ends.</summary>
    EndOfHeaders = (byte)'N',

    /// <summary>A piece of the body.</summary>
    Body = (byte)'B',

    /// <summary>The message ends.</summary>
    EndOfMessage = (byte)'E',

    /// <summary>The message is given up.</summary>
    Abort = (byte)'A',

    /// <summary>The dialogue ends.</summary>
    Quit = (byte)'Q',
}
