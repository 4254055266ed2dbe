import { useEffect, useState } from 'react';
import type { Instance } from '../../shared/instance';
import { addressInNetwork, type NetworkAddress } from '../../shared/network-sharing';
import { NO_NETWORK } from '../../shared/words/sharing-words';
import { run } from '../commands/run';
import { Button } from '../components/button';
import { CopyButton } from '../components/copy-button';
import { Modal } from '../components/dialog';
import { QrCode } from '../components/qr-code';
import { Segments } from '../components/segments';
import { bridge } from '../store/bridge';
import styles from './shared-address.module.css';

/** Under which others reach the instance now: to copy, and to scan with a phone. */
export function SharedAddress({ instance }: { readonly instance: Instance }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button
        onClick={() => {
          setOpen(true);
        }}
      >
        Show address
      </Button>
      <Modal
        open={open}
        title={`${instance.name} in your network`}
        onClose={() => {
          setOpen(false);
        }}
      >
        {open && <Addresses port={instance.port} />}
      </Modal>
    </>
  );
}

/** The computer may join another network meanwhile. */
const ASK_EVERY_MS = 3000;

function Addresses({ port }: { readonly port: number }) {
  const [addresses, setAddresses] = useState<readonly NetworkAddress[] | null>(null);
  const [chosen, setChosen] = useState<string | null>(null);
  useEffect(() => {
    let wanted = true;
    const ask = async (): Promise<void> => {
      const answer = await bridge.call('get-network-addresses', undefined);
      if (wanted && answer.ok) setAddresses(answer.value);
    };
    void ask();
    const timer = setInterval(() => void ask(), ASK_EVERY_MS);
    return () => {
      wanted = false;
      clearInterval(timer);
    };
  }, []);
  if (addresses === null) return null;
  const shown = addresses.find(({ address }) => address === chosen) ?? addresses[0];
  if (shown === undefined) return <p className={styles.none}>{NO_NETWORK}</p>;
  const address = addressInNetwork(shown.address, port);
  return (
    <div className={styles.addresses}>
      {addresses.length > 1 && (
        <Segments
          legend="Network"
          choices={addresses.map((one) => [one.address, one.device] as const)}
          value={shown.address}
          onChange={setChosen}
        />
      )}
      <QrCode text={address} label={`QR code of ${address}`} />
      <p className={styles.address}>
        <span>{address}</span>
        <CopyButton label="Copy address" copy={async () => (await run('copy-text', { text: address })).ok} />
      </p>
      <p className={styles.hint}>Open it on a device in the same network, or scan the code with its camera.</p>
    </div>
  );
}
