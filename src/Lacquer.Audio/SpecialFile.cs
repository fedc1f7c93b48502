using System.Runtime.InteropServices;

namespace Lacquer.Audio;

/// <summary>Names what has a path but holds no bytes to come back to: pipes, devices, sockets. Opening a pipe that nobody writes to would wait for ever.</summary>
/// <remarks>
/// Linux: <c>statx(2)</c>, whose structure is the same on every processor; file types as in <c>inode(7)</c>. Elsewhere nothing is
/// recognised, and the system's own answer to opening the file counts.
/// </remarks>
public static class SpecialFile
{
    private const int CurrentFolder = -100; // AT_FDCWD
    private const uint TypeWanted = 1; // STATX_TYPE
    private const int StructureBytes = 256;
    private const int ModeOffset = 28; // stx_mask, stx_blksize, stx_attributes, stx_nlink, stx_uid, stx_gid stand before stx_mode
    private const int TypeMask = 0xF000; // S_IFMT
    private const int Pipe = 0x1000; // S_IFIFO
    private const int CharacterDevice = 0x2000; // S_IFCHR
    private const int BlockDevice = 0x6000; // S_IFBLK
    private const int Socket = 0xC000; // S_IFSOCK

    /// <summary>What the path leads to, links followed.</summary>
    /// <returns>"a pipe", "a device" or "a socket"; null for a regular file, a folder, nothing at all, and where it cannot be told.</returns>
    public static string? Kind(string path)
    {
        if (!OperatingSystem.IsLinux())
        {
            return null;
        }

        var structure = new byte[StructureBytes];
        try
        {
            if (Statx(CurrentFolder, path, flags: 0, TypeWanted, structure) != 0)
            {
                return null;
            }
        }
        catch (Exception exception) when (exception is EntryPointNotFoundException or DllNotFoundException)
        {
            return null; // a C library from before 2018
        }

        return (BitConverter.ToUInt16(structure, ModeOffset) & TypeMask) switch
        {
            Pipe => "a pipe",
            CharacterDevice or BlockDevice => "a device",
            Socket => "a socket",
            _ => null,
        };
    }

    [DllImport("libc", EntryPoint = "statx")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Statx(int folder, [MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags, uint mask, byte[] structure);
}
